package dev.sixpost.system;

import java.io.IOException;
import java.net.HttpCookie;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a browser would keep of an answer. */
final class Cookies {
    private Cookies() {}

    /** Names, and for how long. */
    static Map<String, Duration> set(Http.Answer answer) {
        return in(answer).stream()
                .collect(Collectors.toMap(HttpCookie::getName, cookie -> Duration.ofSeconds(cookie.getMaxAge())));
    }

    /** Asks for a new session with the cookies of an answer. */
    static Http.Answer refresh(Stack stack, String application, Http.Answer answer) throws IOException {
        String sent = in(answer).stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return Http.postNothing(stack.gateway().resolve("/v1/" + application + "/session/refresh"), "Cookie", sent);
    }

    private static List<HttpCookie> in(Http.Answer answer) {
        return answer.raw().headers().allValues("set-cookie").stream()
                .flatMap(line -> HttpCookie.parse(line).stream())
                .toList();
    }
}
