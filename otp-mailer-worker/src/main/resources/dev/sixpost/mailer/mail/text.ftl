<#ftl output_format="plainText" strip_whitespace=true>
${intro}

    ${code}

<#if again>
This is the same code as in the mail before, and it still works.
</#if>
It works once and expires ${expiry}.
<#if link??>

Or open this link in the browser in which you asked for the code:
${link}
</#if>

Nobody from ${application} will ever ask you for this code, neither by
phone nor by message. Type it only where you asked for it.

You did not ask for it? Then you can ignore this mail: without the code
nothing happens.
<#if supportEmail??>

Questions? ${supportEmail}
</#if>
<#if footer??>

${footer}
</#if>
