package dev.sixpost.mailer.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freemarker.template.Configuration;
import freemarker.template.Template;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TemplatesTest {
    private final Configuration configuration = Templates.lockedDown();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${\"freemarker.template.utility.Execute\"?new()(\"id\")}",
                "${\"freemarker.template.utility.ObjectConstructor\"?new()(\"java.util.Date\")}",
                "${value?api.getClass()}",
                "${value.class.name}",
                "${value.getClass()}",
                "<#include \"/etc/passwd\">",
                "<#include \"../../../../../../etc/passwd\">",
                "<#include \"file:///etc/passwd\">",
                "<#include \"https://example.org/x\">",
                "<#import \"../smtp/x.ftl\" as x>",
                "${missing}"
            })
    void aTemplateReachesNothingButItsData(String source) throws Exception {
        Template template = new Template("try.ftl", source, configuration);
        StringWriter out = new StringWriter();
        assertThatThrownBy(() -> template.process(Map.of("value", "text"), out)).isInstanceOf(Exception.class);
        assertThat(out.toString()).doesNotContain("FreeMarker template error", "root:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../smtp/x.ftl", "/etc/passwd", "file:///etc/passwd", "https://example.org/x", "en/../../x"})
    void templatesComeFromOneFolderOfTheClassPathOnly(String name) {
        assertThatThrownBy(() -> configuration.getTemplate(name)).isInstanceOf(Exception.class);
    }

    @Test
    void aMissingValueGivesNoMailInsteadOfHalfOfOne() {
        assertThatThrownBy(() -> new Templates().render(Templates.Part.HTML, Map.of("application", "Acme")))
                .isInstanceOf(Unrenderable.class)
                .hasMessage("template-failed");
    }

    @Test
    void htmlEscapesAndTextDoesNot() throws Exception {
        Map<String, Object> model = Map.of("v", "<&>");
        StringWriter html = new StringWriter();
        new Template("x.ftlh", "${v}", configuration).process(model, html);
        StringWriter text = new StringWriter();
        new Template("x.ftl", "${v}", configuration).process(model, text);
        assertThat(html).hasToString("&lt;&amp;&gt;");
        assertThat(text).hasToString("<&>");
    }
}
