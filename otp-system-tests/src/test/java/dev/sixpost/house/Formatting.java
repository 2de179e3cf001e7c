package dev.sixpost.house;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;

/** The one format of Java sources. */
final class Formatting {
    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    String of(String source) throws FormatterException {
        return formatter.formatSourceAndFixImports(source);
    }
}
