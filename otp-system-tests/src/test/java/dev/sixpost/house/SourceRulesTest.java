package dev.sixpost.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceRulesTest {
    @Test
    void noFileOfTheRepositoryBreaksARule() throws Exception {
        Path root = SourceFiles.root();
        List<Path> files = SourceFiles.all(root);
        List<String> problems = new ArrayList<>();
        for (Path file : files) {
            String path = root.relativize(file).toString();
            if (!path.contains("house/sample/")) {
                SourceFiles.text(file).ifPresent(text -> problems.addAll(SourceRules.problems(path, text)));
            }
        }

        assertThat(files).hasSizeGreaterThan(100);
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "// TO_DO: later",
                "/* FIX_ME */",
                "a path: /ho_me/ada/sixpost",
                "Path.of(\"/ro_ot/x\")",
                "see https://registry.np_mjs.org/x",
                "see repo.mav_en.apache.org",
                "@Dis_abled(\"flaky\")",
                "Thread.sle_ep(10);",
                "var random = new Ran_dom();",
                "final class StringUti_ls {"
            })
    void eachRuleCatchesItsBreach(String disguised) {
        assertThat(SourceRules.problems("Sample.java", disguised.replace("_", "")))
                .hasSize(1);
    }

    @Test
    void aLongFileIsCaught() {
        assertThat(SourceRules.problems("Sample.java", "line\n".repeat(251))).hasSize(1);
        assertThat(SourceRules.problems("Sample.java", "line\n".repeat(250))).isEmpty();
        assertThat(SourceRules.problems("sample.json", "line\n".repeat(251))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /home of the page",
                "https://acme.example/wo_rk/with/us",
                "\"/usr/lib/jvm\"",
                "record Mailbox(String local) {}",
                "a database, a basement"
            })
    void whatIsFinePasses(String line) {
        assertThat(SourceRules.problems("Sample.java", line.replace("_", ""))).isEmpty();
    }
}
