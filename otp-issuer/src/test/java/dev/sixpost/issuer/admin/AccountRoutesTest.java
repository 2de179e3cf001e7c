package dev.sixpost.issuer.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.ops.AdminToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountRoutesTest {

    @Test
    void everyRouteIsInTheDocumentOfTheApi() throws IOException {
        String document;
        try (InputStream in = AccountRoutesTest.class.getResourceAsStream("/dev/sixpost/schemas/openapi.yaml")) {
            assertThat(in).isNotNull();
            document = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(new AccountRoutes(AdminToken.of(""), Optional::empty).all())
                .hasSize(3)
                .allSatisfy(route -> assertThat(document).contains("\n  " + route.path() + ":\n"));
    }
}
