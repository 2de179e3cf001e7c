package dev.sixpost.verifier.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.crypto.Derivation;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.Nonce;
import dev.sixpost.schemas.ChallengeOpened;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.Topic;
import dev.sixpost.schemas.VerifyOtp;
import dev.sixpost.verifier.fold.Opened;
import dev.sixpost.verifier.fold.Story;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command says of its trace goes into what comes of it, where it is a trace. */
class TraceTest {
    private static final Entropy ENTROPY = Entropy.secure();

    private final Keys keys = Keys.parse(Keys.fresh(ENTROPY));
    private final Driven driven = new Driven(keys);
    private final ChallengeOpened opened = Opened.challenge("0123456789abcdef0123456789abcdef")
            .derived(Nonce.fresh(ENTROPY), keys.current().id())
            .build();

    @BeforeEach
    void open() {
        driven.write(opened);
    }

    @AfterEach
    void close() {
        driven.close();
    }

    @Test
    void aTraceIsHandedOn() {
        String trace = "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01";
        driven.writeTraced("c", right(), trace);

        assertThat(driven.envelopes(Topic.RESULTS))
                .extracting(Envelope::traceparent)
                .containsExactly(trace);
        assertThat(driven.envelopes(Topic.EMAIL_VERIFIED))
                .extracting(Envelope::traceparent)
                .containsExactly(trace);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.com",
                "00-00000000000000000000000000000000-0123456789abcdef-01",
                "ff-0123456789abcdef0123456789abcdef-0123456789abcdef-01",
                "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01-more"
            })
    void anythingElseIsNot(String text) {
        driven.writeTraced("c", right(), text);

        assertThat(driven.envelopes(Topic.RESULTS))
                .singleElement()
                .extracting(Envelope::traceparent)
                .isNull();
        assertThat(driven.envelopes(Topic.EMAIL_VERIFIED))
                .singleElement()
                .extracting(Envelope::traceparent)
                .isNull();
    }

    private VerifyOtp right() {
        String code = Derivation.code(
                keys.current(),
                Nonce.bytes(opened.nonce()),
                Story.APPLICATION,
                opened.purpose(),
                Story.EMAIL,
                opened.codeLength());
        return new VerifyOtp(Story.APPLICATION, Story.EMAIL, opened.purpose(), null, null, null, code, null, null);
    }
}
