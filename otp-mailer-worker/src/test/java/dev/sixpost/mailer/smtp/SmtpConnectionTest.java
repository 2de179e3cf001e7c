package dev.sixpost.mailer.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sixpost.kit.life.Watchdog;
import dev.sixpost.mailer.smtp.SmtpAnswer.Accepted;
import dev.sixpost.mailer.smtp.SmtpAnswer.Breakage;
import dev.sixpost.mailer.smtp.SmtpAnswer.Broken;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 5321, section 5.1: a name may have several addresses, and some of them may be away. */
final class SmtpConnectionTest {
    private final List<String> asked = new ArrayList<>();

    @Test
    void theNextAddressIsTriedWhereNobodyAnswersAtTheFirst() throws Exception {
        try (SmtpDouble server = SmtpDouble.start(Script.good());
                Watchdog watchdog = new Watchdog("test")) {
            SmtpConnection connection = connection(server.port(), watchdog, "127.0.0.2", "127.0.0.1");

            assertThat(connection.open()).isInstanceOf(Accepted.class);
            assertThat(connection.usable()).isTrue();
            assertThat(asked).containsExactly("localhost");
            connection.close();
        }
    }

    @Test
    void whereNobodyAnswersAtAnyTheRelayIsAway() throws Exception {
        try (SmtpDouble server = SmtpDouble.start(Script.good());
                Watchdog watchdog = new Watchdog("test")) {
            SmtpConnection connection = connection(server.port(), watchdog, "127.0.0.2", "127.0.0.3");

            assertThat(connection.open()).isEqualTo(new Broken(Stage.CONNECT, Breakage.UNREACHABLE));
            assertThat(connection.usable()).isFalse();
        }
    }

    @Test
    void aNameWithoutAnAddressIsARelayThatIsAway() {
        try (Watchdog watchdog = new Watchdog("test")) {
            SmtpConnection connection = new SmtpConnection(TestRelays.plain(25), watchdog, host -> {
                throw new UnknownHostException(host);
            });

            assertThat(connection.open()).isEqualTo(new Broken(Stage.CONNECT, Breakage.UNREACHABLE));
        }
    }

    private SmtpConnection connection(int port, Watchdog watchdog, String... addresses) {
        return new SmtpConnection(TestRelays.plain(port), watchdog, host -> {
            asked.add(host);
            List<InetAddress> found = new ArrayList<>();
            for (String address : addresses) {
                found.add(InetAddress.getByName(address));
            }
            return found;
        });
    }
}
