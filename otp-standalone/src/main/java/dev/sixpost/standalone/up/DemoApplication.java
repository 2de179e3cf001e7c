package dev.sixpost.standalone.up;

import dev.sixpost.kit.kafka.Applications;
import dev.sixpost.kit.kafka.KafkaClients;
import dev.sixpost.schemas.ApplicationConfigured;
import dev.sixpost.schemas.ApplicationSettings;
import dev.sixpost.schemas.Envelope;
import dev.sixpost.schemas.EventCodec;
import dev.sixpost.schemas.EventId;
import dev.sixpost.schemas.Json;
import dev.sixpost.schemas.Topic;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ready-made application. Everybody who tries it comes from this machine, so that a client may ask often. */
final class DemoApplication {
    private static final String ID = "demo";
    private static final String SETTINGS = """
        {"id": "demo", "name": "Sixpost Demo", "branding": {"primaryColor": "#2F6FED"},
         "limits": {"perIpPer5Minutes": 1000000, "perApplicationPerMinute": 100000}}\
        """;

    private static final Logger LOG = LoggerFactory.getLogger(DemoApplication.class);

    private DemoApplication() {}

    /** Leaves one that is there as it is, and does not make one where nobody knows whether there is. */
    static void ensure(KafkaClients clients) throws Exception {
        try (Applications applications = Applications.start(clients)) {
            Optional<String> trouble = applications.trouble();
            if (applications.find(ID).isPresent()) {
                return;
            }
            if (trouble.isPresent()) {
                LOG.atWarn()
                        .addKeyValue("trouble", trouble.get())
                        .log("the application demo is not made, it may be there with settings of its own");
                return;
            }
        }
        ApplicationConfigured demo = ApplicationSettings.completeStrictly(Json.STRICT.readTree(SETTINGS));
        var envelope = new Envelope<>(
                EventId.of(ApplicationConfigured.class, ID), demo, "/sixpost/standalone", Instant.now(), null, null);
        try (var producer = clients.producer("otp-demo-application")) {
            producer.send(EventCodec.encode(Topic.APPLICATIONS, ID, envelope)).get(15, TimeUnit.SECONDS);
        }
    }
}
