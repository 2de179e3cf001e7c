package dev.sixpost.gateway;

import dev.sixpost.gateway.http.HttpServer;
import dev.sixpost.gateway.http.TrustedProxies;
import dev.sixpost.kit.address.AddressPolicy;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.config.PublicUrl;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.ops.AdminToken;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says to a gateway.
 *
 * @param keys null where OTP_KEYS is wrong, which the environment then reports
 */
record GatewaySettings(
        HttpServer.Settings http,
        @Nullable Keys keys,
        String publicUrl,
        AdminToken adminToken,
        AddressPolicy addresses,
        int maxViewEntries,
        int maxStreams) {

    private static final int DEFAULT_PORT = 8080;
    private static final int DEFAULT_CONNECTIONS = 4_000;
    private static final int DEFAULT_PER_CLIENT = 5_000;
    private static final int DEFAULT_VIEW = 200_000;
    private static final int DEFAULT_STREAMS = 1_000;

    static GatewaySettings read(Environment env) {
        int port = env.number("OTP_HTTP_PORT", DEFAULT_PORT, 0, 65_535);
        InetAddress address =
                env.parsed("OTP_BIND_ADDRESS", "127.0.0.1", GatewaySettings::address, InetAddress.getLoopbackAddress());
        String secret = env.required("OTP_KEYS");
        return new GatewaySettings(
                new HttpServer.Settings(
                        address,
                        port,
                        env.number("OTP_HTTP_MAX_CONNECTIONS", DEFAULT_CONNECTIONS, 16, 100_000),
                        env.number("OTP_HTTP_CLIENT_RATE", DEFAULT_PER_CLIENT, 10, 1_000_000),
                        env.parsed("OTP_TRUSTED_PROXIES", "", TrustedProxies::parse, TrustedProxies.parse(""))),
                secret.isEmpty() ? null : env.parsed("OTP_KEYS", secret, Keys::parse, null),
                env.parsed("OTP_PUBLIC_URL", "http://localhost:" + port, PublicUrl::parse, ""),
                AdminToken.read(env),
                AddressPolicy.from(env),
                env.number("OTP_VIEW_ENTRIES", DEFAULT_VIEW, 1_000, 5_000_000),
                env.number("OTP_HTTP_MAX_STREAMS", DEFAULT_STREAMS, 1, 50_000));
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text.strip());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("is neither an address nor a name of this host", e);
        }
    }
}
