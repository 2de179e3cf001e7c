package dev.sixpost.kit.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AdminTokenTest {
    @Test
    void theTokenAsABearerIsLetIn() {
        AdminToken token = AdminToken.of("s3cret\n");

        assertThat(token.admits(List.of("Bearer s3cret"))).isTrue();
        assertThat(token.admits(List.of("bearer s3cret"))).isTrue();
    }

    @Test
    void anythingElseIsNot() {
        AdminToken token = AdminToken.of("s3cret");

        assertThat(token.admits(List.of())).isFalse();
        assertThat(token.admits(List.of("Bearer s3cret", "Bearer s3cret"))).isFalse();
        for (String shown :
                List.of("", "s3cret", "Bearer", "Bearer ", "Bearer s3cre", "Bearer s3crets", "Basic s3cret")) {
            assertThat(token.admits(List.of(shown))).as(shown).isFalse();
        }
    }

    @Test
    void withoutAConfiguredTokenNobodyIsLetIn() {
        AdminToken none = AdminToken.of(" ");

        assertThat(none.admits(List.of("Bearer "))).isFalse();
        assertThat(none.admits(List.of("Bearer  "))).isFalse();
        assertThat(none.toString()).isEqualTo("AdminToken");
    }
}
