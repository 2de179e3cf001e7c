package dev.sixpost.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MailerServiceTest {
    /** Two for each partition at least, one for every second connection, and as many as a broker may be asked to keep at most. */
    @ParameterizedTest
    @CsvSource({"1, 12, 1", "8, 12, 3", "12, 12, 4", "20, 12, 7", "48, 24, 8", "100, 48, 9"})
    void workersAndWhatEachTakesFollowTheConnections(int connections, int workers, int records) {
        assertThat(MailerService.workers(connections)).isEqualTo(workers);
        assertThat(MailerService.batchSize(connections)).isEqualTo(records);
    }
}
