package dev.sixpost.gateway.flow;

import dev.sixpost.gateway.http.Request;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.crypto.RequestSecret;
import java.util.List;
import java.util.Optional;

/** The secrets by which the browser that asked is known again. Nothing is stored. */
public final class Secrets {
    private static final String HEADER = "otp-secret";

    private final Keys keys;

    public Secrets(Keys keys) {
        this.keys = keys;
    }

    /** For the page that sent the request; a server needs none and gets none. */
    Optional<String> tell(Request request, String application, String requestId) {
        return request.fromBrowser()
                ? Optional.of(RequestSecret.of(keys.current(), application, RequestSecret.reference(requestId)))
                : Optional.empty();
    }

    boolean isRight(String secret, String application, String reference) {
        return RequestSecret.isRight(keys, secret, application, reference);
    }

    /** Whether the header shows the secret of the request that {@code reference} stands for. */
    boolean isShown(Request request, String application, String reference) {
        List<String> shown = request.fields().all(HEADER);
        return shown.size() == 1 && isRight(shown.getFirst(), application, reference);
    }
}
