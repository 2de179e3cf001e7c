package dev.sixpost.issuer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.issuer.decide.Given;
import org.junit.jupiter.api.Test;

class StorableTest {
    private static final String WIDE = "\uD83D\uDC69";

    /** Whatever may be the identity of a record may be that of a request. */
    @Test
    void anIdentityIsAsLongAsTheCodecReadsIt() {
        assertThat(Storable.is(WIDE.repeat(256), Given.wanted("ada@example.com", null, null)))
                .isTrue();
        assertThat(Storable.is(WIDE.repeat(257), Given.wanted("ada@example.com", null, null)))
                .isFalse();
    }
}
