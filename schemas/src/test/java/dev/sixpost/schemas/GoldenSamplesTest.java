package dev.sixpost.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a committed sample meant when it was written, it means in every later version. */
class GoldenSamplesTest {
    private static final String STRUCTURED = "structured";
    private static final String BARE = "bare";
    private static final String LATER_VERSION = "later-version";

    static List<GoldenFile> samples() throws IOException {
        return GoldenFile.all();
    }

    static Stream<GoldenFile> binarySamples() throws IOException {
        return samples().stream()
                .filter(s -> Set.of(Samples.FULL, Samples.MINIMAL).contains(s.variant()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleIsReadAsTheEventItWas(GoldenFile sample) {
        String variant = Set.of(STRUCTURED, LATER_VERSION).contains(sample.variant()) ? Samples.FULL : sample.variant();

        assertThat(EventCodec.decode(sample.record())).isEqualTo(new Decoded.Read(Samples.of(sample.type(), variant)));
    }

    @ParameterizedTest
    @MethodSource("binarySamples")
    void everyEventIsStillWrittenAsItsSampleShows(GoldenFile sample) throws Exception {
        Topic topic = Topic.ALL.stream()
                .filter(t -> t.name().equals(sample.topic()))
                .findFirst()
                .orElseThrow();

        ProducerRecord<byte[], byte[]> written =
                EventCodec.encode(topic, sample.key(), Samples.of(sample.type(), sample.variant()));

        assertThat(Json.STRICT.readTree(Json.text(written.value()))).isEqualTo(sample.value());
        assertThat(texts(written.headers())).containsExactlyInAnyOrderElementsOf(texts(sample.headers()));
        assertThat(written.topic()).isEqualTo(sample.topic());
        assertThat(new String(written.key(), StandardCharsets.UTF_8)).isEqualTo(sample.key());
    }

    @Test
    void everyEventHasAFullAMinimalAndAStructuredSampleAndEveryCommandABareOne() throws Exception {
        Set<String> expected = EventTypes.ALL.stream()
                .map(Class::getSimpleName)
                .flatMap(e ->
                        Stream.of(Samples.FULL, Samples.MINIMAL, STRUCTURED).map(v -> e + "/" + v))
                .collect(Collectors.toSet());
        Stream.of("OtpRequested", "SignupRequested", "VerifyOtp").forEach(e -> expected.add(e + "/" + BARE));

        assertThat(samples()).extracting(GoldenFile::toString).containsAll(expected);
    }

    @Test
    void theFullSamplesLeaveNoMemberOut() throws Exception {
        assertThat(samples().stream().filter(s -> s.variant().equals(Samples.FULL)))
                .allSatisfy(s ->
                        assertThat(s.value().propertyNames()).hasSize(s.type().getRecordComponents().length));
    }

    private static List<String> texts(Iterable<Header> headers) {
        return Stream.iterate(headers.iterator(), java.util.Iterator::hasNext, i -> i)
                .map(java.util.Iterator::next)
                .map(h -> h.key() + ": " + new String(h.value(), StandardCharsets.UTF_8))
                .toList();
    }
}
