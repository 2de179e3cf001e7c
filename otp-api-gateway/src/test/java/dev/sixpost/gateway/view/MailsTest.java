package dev.sixpost.gateway.view;

import static dev.sixpost.gateway.view.Ada.T;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MailsTest {
    @Test
    void theMailsOfTwoRequestsAreToldApartHoweverAlikeTheirIds() {
        Mails mails =
                Mails.NONE.issued("r1", T).issued("r2", T.plusSeconds(60)).delivered("r1", DeliveryState.FAILED, T);
        assertThat(mails.all()).hasSize(2);
        assertThat(mails.newest()).isEqualTo(DeliveryState.PENDING);
        assertThat(mails.delivered("r2", DeliveryState.SENT, T.plusSeconds(61)).newest())
                .isEqualTo(DeliveryState.SENT);
    }

    @Test
    void fortyAreKeptTheNewestOnes() {
        Mails mails = IntStream.range(0, 100)
                .boxed()
                .reduce(Mails.NONE, (so, i) -> so.issued("r" + i, T.plusSeconds(i)), (one, _) -> one);
        assertThat(mails.all()).hasSize(40);
        assertThat(mails.all().getFirst().issuedMillis())
                .isEqualTo(T.plusSeconds(60).toEpochMilli());
    }

    @Test
    void idsThatDifferInOneCharacterHaveDifferentPrints() {
        assertThat(IntStream.range(0, 100_000)
                        .mapToLong(i -> Print.of("request-" + i))
                        .distinct())
                .hasSize(100_000);
        assertThat(Print.of("")).isEqualTo(0xcbf29ce484222325L);
        assertThat(Print.of("a")).isEqualTo(0xaf63dc4c8601ec8cL);
    }
}
