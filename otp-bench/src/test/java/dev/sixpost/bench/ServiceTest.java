package dev.sixpost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @ParameterizedTest
    @EnumSource
    void isWhereItIsLookedFor(Service service) {
        assertThat(ROOT.resolve(service.module)
                        .resolve("src/main/java")
                        .resolve(service.main.replace('.', '/') + ".java"))
                .exists();
    }

    @Test
    void runsWithTheOptionsOfItsContainer() throws Exception {
        List<String> command = Service.ISSUER.command(ROOT);

        assertThat(command).contains("@" + ROOT.resolve("service.args"));
        assertThat(ROOT.resolve("service.args")).exists();
        assertThat(Files.readString(ROOT.resolve("Dockerfile"))).contains("COPY service.args /app/java.args");
    }
}
