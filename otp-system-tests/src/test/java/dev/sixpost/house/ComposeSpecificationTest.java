package dev.sixpost.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** docker-compose.yml against the compose specification's own schema, as Debian's docker-compose ships it. */
class ComposeSpecificationTest {
    private static final String FILE = "usr/lib/python3/dist-packages/compose/config/compose_spec.json";
    private static final List<Path> PLACES = List.of(
            SourceFiles.root().resolve("target/compose-spec").resolve(FILE),
            Path.of("/").resolve(FILE));

    /** It names its parts as drafts before its own did, which a strict reader refuses; nothing refers to the names. */
    private static final Pattern OLD_NAME = Pattern.compile("\"id\": \"[^\"]*\",");

    @Test
    void theFileIsOneOfTheSpecification() throws IOException {
        assertThat(schema().validate(file())).isEmpty();
    }

    @Test
    void aFileThatIsNoneIsCaught() throws IOException {
        ObjectNode compose = file();
        ((ObjectNode) compose.at("/services/kafka")).put("restarts", "always");

        assertThat(schema().validate(compose)).isNotEmpty();
    }

    /** The name of the project came to the specification after this version of its schema. */
    private static ObjectNode file() throws IOException {
        ObjectNode compose = (ObjectNode)
                new YAMLMapper().readTree(Files.readString(SourceFiles.root().resolve("docker-compose.yml")));
        compose.remove("name");
        return compose;
    }

    private static Schema schema() throws IOException {
        Optional<Path> found = PLACES.stream().filter(Files::isReadable).findFirst();
        Assumptions.assumeTrue(found.isPresent(), "compose_spec.json of Debian's docker-compose is not here");
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09)
                .getSchema(
                        OLD_NAME.matcher(Files.readString(found.orElseThrow())).replaceAll(""));
    }
}
