<#ftl output_format="plainText" strip_whitespace=true>
<#switch purpose>
<#case "signup">Your code to sign up for ${application}<#break>
<#case "login">Your code to sign in to ${application}<#break>
<#case "forgot_password">Your code to reset your password for ${application}<#break>
<#case "verify_email">Your code to confirm your email address for ${application}<#break>
</#switch>
