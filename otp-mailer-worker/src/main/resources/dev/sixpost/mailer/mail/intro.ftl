<#ftl output_format="plainText" strip_whitespace=true>
<#switch purpose>
<#case "signup">Enter this code to finish signing up for ${application}:<#break>
<#case "login">Enter this code to sign in to ${application}:<#break>
<#case "forgot_password">Enter this code to reset your password for ${application}:<#break>
<#case "verify_email">Enter this code to confirm your email address for ${application}:<#break>
</#switch>
