package dev.sixpost.standalone.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.schemas.Json;
import dev.sixpost.standalone.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class AppsTest {
    private static JsonNode json(String text) {
        return Json.STRICT.readTree(text.replace('\'', '"'));
    }

    @Test
    void aDifferenceNamesEachValueThatGoesOrComes() {
        assertThat(Difference.between(
                        json("{'id':'a','limits':{'hour':10,'day':30},'gone':true}"),
                        json("{'id':'a','limits':{'hour':3,'day':30},'origins':['x']}")))
                .containsExactly("- gone: true", "- limits.hour: 10", "+ limits.hour: 3", "+ origins: [\"x\"]");
        assertThat(Difference.between(json("{'a':[1]}"), json("{'a':[1]}"))).isEmpty();
    }

    @Test
    void keysAreAddedAndRevokedByTheBeginningOfTheirDigest() {
        String one = CallerKeys.digest("secret");
        String two = CallerKeys.digest("other");
        assertThat(one).isEqualTo("2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b");
        JsonNode both = CallerKeys.with(CallerKeys.with(json("{'id':'a','callers':{'keys':[]}}"), one), two);

        assertThat(CallerKeys.shown(both)).containsExactly(one.substring(0, 12), two.substring(0, 12));
        assertThat(CallerKeys.shown(CallerKeys.without(both, one.substring(0, 8))))
                .containsExactly(two.substring(0, 12));
        for (String prefix : new String[] {"", "2bb", "000000", "../../"}) {
            assertThatThrownBy(() -> CallerKeys.without(both, prefix)).isInstanceOf(Failure.class);
        }
    }

    @Test
    void aFileIsYamlOrJsonWithAnIdAndSaysEveryMemberOnce(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("a.yaml");
        Files.writeString(file, "id: acme-chat\nname: Acme\ntestAddresses: [{email: a@b.example, code: '123456'}]");
        assertThat(SettingsFile.read(file).id()).isEqualTo("acme-chat");
        assertThat(SettingsFile.read(file).holdsSecrets()).isTrue();
        Files.writeString(file, "{\"id\": \"acme\"}");
        assertThat(SettingsFile.read(file).holdsSecrets()).isFalse();
        for (String bad : new String[] {"name: Acme", "id: ../acme", "id: a\nid: b", "[", ""}) {
            Files.writeString(file, bad);
            assertThatThrownBy(() -> SettingsFile.read(file)).as(bad).isInstanceOf(Failure.class);
        }
    }
}
