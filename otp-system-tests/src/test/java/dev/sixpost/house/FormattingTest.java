package dev.sixpost.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormattingTest {
    private static final String UNTIDY =
            "package a;\nimport java.util.Map;\nimport java.util.List;\nclass A{List<A> b;}\n";

    @Test
    void everySourceFileIsFormatted() throws Exception {
        Path root = SourceFiles.root();
        Formatting formatting = new Formatting();
        List<Path> unformatted = new ArrayList<>();
        for (Path file : SourceFiles.java(root)) {
            String source = Files.readString(file);
            if (!formatting.of(source).equals(source)) {
                unformatted.add(root.relativize(file));
            }
        }

        assertThat(unformatted).as("run ./otp format").isEmpty();
    }

    @Test
    void anUntidyFileIsFoundAndTidied(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("A.java");
        Files.writeString(file, UNTIDY);

        Format.main(new String[] {folder.toString()});

        assertThat(file).hasContent("""
            package a;

            import java.util.List;

            class A {
                List<A> b;
            }
            """);
    }
}
