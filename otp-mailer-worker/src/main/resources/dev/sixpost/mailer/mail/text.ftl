<#ftl output_format="plainText" strip_whitespace=true>
${heading}

<#if code??>
    ${code}

</#if>
<#list notes as note>
${note}
</#list>
<#if link??>

${link.intro}
${link.url}
${link.expires}
</#if>
<#if action??>

${action.label}: ${action.url}
</#if>
<#if never??>

${never}
</#if>

${ignore}
<#if report??>
${report.label}:
${report.url}
</#if>
<#if supportEmail??>

${questions} ${supportEmail}
</#if>
<#if footer??>

<#list footer as line>
${line}
</#list>
</#if>

${reason}
