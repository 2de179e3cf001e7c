package dev.sixpost.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever follows a link of the documents arrives: at each hop of the flow, each schema, each decision. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|mailto:|#)([^)#\\s]+)(#[^)]*)?\\)");

    @Test
    void everyLinkOfEveryDocumentLeadsSomewhere() throws Exception {
        List<Path> documents = SourceFiles.all(SourceFiles.root()).stream()
                .filter(f -> f.toString().endsWith(".md"))
                .toList();
        List<String> broken = new ArrayList<>();
        for (Path document : documents) {
            broken.addAll(brokenLinks(document));
        }

        assertThat(documents).hasSizeGreaterThan(3);
        assertThat(broken).isEmpty();
    }

    @Test
    void aLinkToNowhereIsFound(@TempDir Path folder) throws Exception {
        Path document = Files.writeString(
                folder.resolve("README.md"), "[here](README.md#top) [gone](Gone.java) [web](https://example.com/x)");

        assertThat(brokenLinks(document)).containsExactly("README.md: Gone.java");
    }

    private static List<String> brokenLinks(Path document) throws IOException {
        return LINK.matcher(Files.readString(document))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !Files.exists(document.resolveSibling(link)))
                .map(link -> document.getFileName() + ": " + link)
                .toList();
    }
}
