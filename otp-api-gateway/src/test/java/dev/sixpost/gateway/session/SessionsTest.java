package dev.sixpost.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.gateway.http.Fields;
import dev.sixpost.gateway.token.Session;
import dev.sixpost.gateway.token.SigningKey;
import dev.sixpost.gateway.token.Tokens;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.ApplicationSettings;
import dev.sixpost.schemas.Json;
import dev.sixpost.schemas.Method;
import dev.sixpost.schemas.OtpVerified;
import dev.sixpost.schemas.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant SOON = AT.plusSeconds(60);
    private static final String KEY = "k1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String OTHER_KEY = "k2:ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";
    private static final Tokens TOKENS = new Tokens("https://id.example", List.of(SigningKey.of(new byte[32])));
    private static final ApplicationConfigured SHOP = application("shop", "\"ttl\":\"P7D\",\"refreshTtl\":\"P30D\"");

    private final Sessions sessions = new Sessions(TOKENS, Keys.parse(KEY));

    private static ApplicationConfigured application(String id, String session) {
        return ApplicationSettings.complete(Json.LENIENT.readTree(
                "{\"id\":\"" + id + "\",\"name\":\"Shop\",\"session\":{\"purposes\":[\"login\"]," + session + "}}"));
    }

    private static OtpVerified verified(Purpose purpose) {
        return new OtpVerified(
                "shop", "ada@example.com", purpose, "c1".repeat(16), "d2".repeat(16), "u-7", AT, Method.CODE);
    }

    private static Fields cookies(String... lines) {
        return name -> name.equals("cookie") ? List.of(lines) : List.of();
    }

    private static String pair(String cookie) {
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private String refresh() {
        return pair(sessions.begun(SHOP, verified(Purpose.LOGIN)).get(1));
    }

    @Test
    void aVerificationSetsBothCookiesAndARetryTheSame() {
        List<String> set = sessions.begun(SHOP, verified(Purpose.LOGIN));

        assertThat(set).hasSize(2).isEqualTo(sessions.begun(SHOP, verified(Purpose.LOGIN)));
        assertThat(set.get(0))
                .startsWith("otp_session_shop=ey")
                .endsWith("; Max-Age=604800; Path=/; Secure; HttpOnly; SameSite=Lax");
        assertThat(set.get(1))
                .startsWith("otp_refresh_shop=k1.")
                .endsWith("; Max-Age=2592000; Path=/; Secure; HttpOnly; SameSite=Lax");
    }

    @Test
    void otherPurposesAndApplicationsWithoutRefreshSetLess() {
        assertThat(sessions.begun(SHOP, verified(Purpose.SIGNUP))).isEmpty();
        assertThat(sessions.begun(application("shop", "\"ttl\":\"PT1H\""), verified(Purpose.LOGIN)))
                .singleElement()
                .asString()
                .contains("Max-Age=3600;");
    }

    @Test
    void aSessionIsRenewableWhileItsRefreshLivesAndTheSettingsSaySo() {
        Fields fields = cookies(refresh());
        Session known = Session.of(verified(Purpose.LOGIN));

        assertThat(sessions.renewable(SHOP, fields, SOON)).contains(known);
        assertThat(sessions.renewable(SHOP, fields, AT.plus(Duration.ofDays(30))))
                .isEmpty();
        assertThat(sessions.renewable(application("shop", "\"ttl\":\"P7D\""), fields, SOON))
                .isEmpty();
        assertThat(sessions.renewable(application("shop", "\"refreshTtl\":\"PT30S\""), fields, SOON))
                .isEmpty();
        assertThat(new Sessions(TOKENS, Keys.parse(OTHER_KEY + "," + KEY)).renewable(SHOP, fields, SOON))
                .contains(known);
        assertThat(new Sessions(TOKENS, Keys.parse(OTHER_KEY)).renewable(SHOP, fields, SOON))
                .isEmpty();
    }

    @Test
    void nothingButItsOwnRefreshRenewsASession() {
        String session = pair(sessions.begun(SHOP, verified(Purpose.LOGIN)).getFirst());
        String value = session.substring(session.indexOf('=') + 1);
        ApplicationConfigured other = application("shop2", "\"ttl\":\"P7D\",\"refreshTtl\":\"P30D\"");

        assertThat(sessions.renewable(SHOP, cookies("otp_refresh_shop=" + value), SOON))
                .isEmpty();
        assertThat(sessions.renewable(SHOP, cookies("otp_refresh_shop=" + TOKENS.of(verified(Purpose.LOGIN))), SOON))
                .isEmpty();
        assertThat(sessions.renewable(other, cookies(refresh().replace("_shop=", "_shop2=")), SOON))
                .isEmpty();
        assertThat(sessions.renewable(SHOP, cookies(refresh() + "A"), SOON)).isEmpty();
        assertThat(sessions.renewable(SHOP, cookies(), SOON)).isEmpty();
    }

    @Test
    void cookiesAreReadAmongOthersAndNotWhereTheyAreAmbiguousOrTooMuch() {
        assertThat(sessions.renewable(SHOP, cookies("a=b; " + refresh() + ";c=d"), SOON))
                .isPresent();
        assertThat(sessions.renewable(SHOP, cookies("a=b", refresh()), SOON)).isPresent();
        assertThat(sessions.renewable(SHOP, cookies(refresh() + "; otp_refresh_shop=x"), SOON))
                .isEmpty();
        assertThat(sessions.renewable(SHOP, cookies("a=" + "b".repeat(9000) + "; " + refresh()), SOON))
                .isEmpty();
        assertThat(sessions.renewable(SHOP, cookies("x" + refresh()), SOON)).isEmpty();
    }

    @Test
    void eitherCookieSaysWhichSessionToEnd() {
        String session = pair(sessions.begun(SHOP, verified(Purpose.LOGIN)).getFirst());

        assertThat(sessions.known(SHOP, cookies(refresh()), SOON))
                .contains(new Sessions.Known("c1".repeat(16), AT.plus(Duration.ofDays(30))));
        assertThat(sessions.known(SHOP, cookies(session), SOON))
                .get()
                .extracting(Sessions.Known::id)
                .isEqualTo("c1".repeat(16));
        assertThat(sessions.known(SHOP, cookies("otp_session_shop=" + TOKENS.of(verified(Purpose.LOGIN))), SOON))
                .isEmpty();
        assertThat(Sessions.ended("shop"))
                .allSatisfy(cookie -> assertThat(cookie).contains("=; Max-Age=0;"));
    }
}
