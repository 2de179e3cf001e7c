package dev.sixpost.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sixpost.gateway.http.Handler;
import dev.sixpost.gateway.http.Request;
import dev.sixpost.gateway.http.Response;
import dev.sixpost.gateway.problem.Refused;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** I14: one application's flood leaves room for another. */
class SharesTest {
    private final Shares shares = new Shares(2);

    @Test
    void oneApplicationHasItsShareAndAnotherHasItsOwn() throws Exception {
        Handler one = shares.within(_ -> Response.empty(204));
        Handler second = shares.within(_ -> {
            assertThatThrownBy(() -> one.handle(request("acme"))).isInstanceOf(Refused.class);
            return one.handle(request("other"));
        });
        Handler first = shares.within(_ -> second.handle(request("acme")));

        assertThat(first.handle(request("acme")).status()).isEqualTo(204);
        assertThat(first.handle(request("acme")).status()).isEqualTo(204);
    }

    @Test
    void whatFailedHasLeftToo() {
        Handler failing = shares.within(_ -> {
            throw new IllegalStateException("broken");
        });
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> failing.handle(request("acme"))).isInstanceOf(IllegalStateException.class);
        }
    }

    private static Request request(String application) {
        return new Request(
                "POST", Map.of("application", application), "", _ -> List.of(), () -> new byte[0], "192.0.2.1", "");
    }
}
