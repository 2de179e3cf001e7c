package dev.sixpost.system;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Somebody with a mailbox who asks for codes and types them, through the public interfaces alone. */
record Person(Stack stack, String application, String email) {
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration MAIL = Duration.ofMinutes(3);
    private static final Pattern CODE = Pattern.compile("(?<![0-9])([0-9]{6,10})(?![0-9])");

    Http.Answer ask(String purpose) throws IOException {
        return ask(purpose, UUID.randomUUID().toString());
    }

    Http.Answer ask(String purpose, String idempotencyKey) throws IOException {
        return untilAnswered(route("/otp"), Map.of("email", email, "purpose", purpose), idempotencyKey);
    }

    /** Signs up, with whatever else there is to say. */
    Http.Answer signUp(Map<String, Object> more) throws IOException {
        Map<String, Object> body = new LinkedHashMap<>(more);
        body.put("email", email);
        return Http.post(route("/signups"), body);
    }

    /** By the link of a mail, from no browser. */
    Http.Answer verifyByLink(String token, String... headers) throws IOException {
        return Http.post(route("/otp/verify"), Map.of("link", token), headers);
    }

    Http.Answer verify(String purpose, String code) throws IOException {
        return verify(purpose, code, UUID.randomUUID().toString());
    }

    Http.Answer verify(String purpose, String code, String idempotencyKey) throws IOException {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("email", email);
        body.put("purpose", purpose);
        body.put("code", code);
        return untilAnswered(route("/otp/verify"), body, idempotencyKey);
    }

    /** After a 202 the same request with the same key, as the contract says: on a slow machine the answer takes longer. */
    private static Http.Answer untilAnswered(URI route, Object body, String idempotencyKey) throws IOException {
        long end = System.nanoTime() + ANSWER.toNanos();
        Http.Answer answer = Http.post(route, body, "Idempotency-Key", idempotencyKey);
        while (answer.status() == 202 && System.nanoTime() < end) {
            Http.pause();
            answer = Http.post(route, body, "Idempotency-Key", idempotencyKey);
        }
        return answer;
    }

    Http.Answer status(String id) throws IOException {
        return Http.get(route("/otp/" + id));
    }

    /** Those that have arrived, newest first. */
    List<String> mailIds() throws IOException {
        String query = URLEncoder.encode("to:" + email, StandardCharsets.UTF_8);
        JsonNode found =
                Http.get(stack.inbox().resolve("/api/v1/search?query=" + query)).body();
        return found.path("messages")
                .valueStream()
                .map(message -> message.path("ID").asString(""))
                .toList();
    }

    /** The code of the newest mail, once as many have arrived. */
    String codeOfMail(int count) {
        return mail(count).code().orElseThrow(() -> new AssertionError("a mail without a code"));
    }

    /** The newest mail, once as many have arrived. */
    Mail mail(int count) {
        long end = System.nanoTime() + MAIL.toNanos();
        while (System.nanoTime() < end) {
            Optional<Mail> newest = newestMail(count);
            if (newest.isPresent()) {
                return newest.get();
            }
            Http.pause();
        }
        throw new AssertionError("no mail " + count + " within " + MAIL);
    }

    /** Empty also while the inbox does not answer. */
    private Optional<Mail> newestMail(int count) {
        try {
            List<String> ids = mailIds();
            return ids.size() < count ? Optional.empty() : Optional.of(Mail.read(stack.inbox(), ids.getFirst()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<String> codeIn(String text) {
        Matcher code = CODE.matcher(text);
        return code.find() ? Optional.of(code.group(1)) : Optional.empty();
    }

    /** As many digits as the right code has, and another code. */
    static String wrong(String code) {
        char last = code.charAt(code.length() - 1);
        return code.substring(0, code.length() - 1) + (last == '9' ? '0' : (char) (last + 1));
    }

    private URI route(String path) {
        return stack.gateway().resolve("/v1/" + application + path);
    }
}
