package dev.sixpost.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** axe-core's rules for WCAG 2.2 A and AA, and its good practices, asked inside a page. */
public final class Accessibility {
    private static final String AXE = read("/axe.min.js");

    private static final String RUN = """
        axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.flatMap(rule =>
          rule.nodes.map(node => `${rule.id}: ${node.failureSummary} at ${node.target}`)))
        """;

    private Accessibility() {}

    /** One line for each thing somebody could not use. */
    public static List<String> violations(Tab tab) {
        tab.evaluate("window.axe || (() => {" + AXE + "})(); true");
        return tab.evaluate(RUN).valueStream().map(line -> line.asString("")).toList();
    }

    private static String read(String name) {
        try (InputStream in = Accessibility.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
