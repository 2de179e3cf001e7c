package dev.sixpost.standalone.doctor;

import dev.sixpost.kit.address.EmailAddress;
import dev.sixpost.kit.config.Environment;
import dev.sixpost.standalone.Arguments;
import dev.sixpost.standalone.Failure;
import dev.sixpost.standalone.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command {@code doctor}. What is not configured is looked for where {@code ./otp up} puts it. */
public final class Doctor {

    private Doctor() {}

    /** Whether all is well. */
    public static boolean run(Terminal terminal, Map<String, String> environment, Arguments arguments) {
        Optional<EmailAddress> to = arguments.value("--to").map(Doctor::address);
        List<Part> parts = Part.chosen(arguments.value("--service"));
        Path data = Path.of(arguments.value("--data").orElse(".otp"));
        Environment env = Environment.of(Defaults.with(environment, data));
        KafkaCheck kafka = KafkaCheck.of(env, parts);
        DatabaseCheck database = DatabaseCheck.of(env);
        SmtpCheck smtp = SmtpCheck.of(env, to);
        env.check();
        // Told as they come: a relay may take its time.
        boolean kafkaIsWell = tell(terminal, kafka.look());
        boolean databaseIsWell = tell(terminal, List.of(database.look()));
        return tell(terminal, smtp.look()) && kafkaIsWell && databaseIsWell;
    }

    /** Whether all of it is good. */
    private static boolean tell(Terminal terminal, List<Finding> findings) {
        findings.forEach(finding -> terminal.say(finding.text()));
        return findings.stream().allMatch(Finding::good);
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow(() -> new Failure("--to needs an e-mail address."));
    }
}
