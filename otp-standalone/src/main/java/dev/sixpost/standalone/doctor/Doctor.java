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
import java.util.function.Supplier;

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
        boolean well = true;
        // Told as they come: a relay may take its time.
        for (Supplier<List<Finding>> check :
                List.<Supplier<List<Finding>>>of(kafka::look, () -> List.of(database.look()), smtp::look)) {
            List<Finding> findings = check.get();
            findings.forEach(finding -> terminal.say(finding.text()));
            well &= findings.stream().allMatch(Finding::good);
        }
        return well;
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow(() -> new Failure("--to needs an e-mail address."));
    }
}
