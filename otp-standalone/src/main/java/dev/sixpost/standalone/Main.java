package dev.sixpost.standalone;

import dev.sixpost.kit.config.ConfigurationException;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.kit.crypto.Keys;
import dev.sixpost.kit.life.StartException;
import dev.sixpost.kit.log.Logging;
import dev.sixpost.standalone.apps.Apps;
import dev.sixpost.standalone.demo.Demo;
import dev.sixpost.standalone.doctor.Doctor;
import dev.sixpost.standalone.up.Up;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** Reads the command line. */
public final class Main {
    private static final int WRONG = 1;
    private static final int MISCONFIGURED = 78;

    private static final String LOG_CONFIGURATION = "logback.configurationFile";
    private static final String DATA = "--data";

    private Main() {}

    public static void main(String[] args) {
        // Before anything logs; somebody who wants to see more brings a configuration of their own.
        if (System.getProperty(LOG_CONFIGURATION) == null) {
            System.setProperty(LOG_CONFIGURATION, "logback-standalone.xml");
        }
        Logging.install();
        System.exit(run(Terminal.standard(), System.getenv(), List.of(args)));
    }

    /** The exit status. */
    static int run(Terminal terminal, Map<String, String> environment, List<String> typed) {
        try {
            return command(terminal, environment, typed) ? 0 : WRONG;
        } catch (Failure e) {
            terminal.complain(e.sentence());
            return WRONG;
        } catch (StartException e) {
            terminal.complain(String.valueOf(e.getMessage()));
            return WRONG;
        } catch (ConfigurationException e) {
            e.problems().forEach(terminal::complain);
            return MISCONFIGURED;
        } catch (Exception e) {
            LoggerFactory.getLogger(Main.class).atError().setCause(e).log("the command failed");
            terminal.complain("It failed for a reason nobody thought of; the log above says where.");
            return WRONG;
        }
    }

    private static boolean command(Terminal terminal, Map<String, String> environment, List<String> typed)
            throws Exception {
        List<String> rest = typed.isEmpty() ? typed : typed.subList(1, typed.size());
        return switch (typed.isEmpty() ? "help" : typed.getFirst()) {
            case "up" -> Up.run(terminal, environment, Arguments.parse(rest, Set.of(DATA), Set.of("--fresh")));
            case "demo" -> Demo.run(terminal, environment, Arguments.parse(rest, Set.of(), Set.of()));
            case "doctor" ->
                Doctor.run(terminal, environment, Arguments.parse(rest, Set.of(DATA, "--to", "--service"), Set.of()));
            case "apps" ->
                Apps.run(
                        terminal,
                        environment,
                        Arguments.parseWithWords(rest, Set.of(DATA, "--revoke"), Set.of("--new", "--yes")));
            case "rehearse" -> Rehearsal.run(Arguments.parse(rest, Set.of(DATA), Set.of()));
            case "keys" -> keys(terminal, rest);
            case "help", "--help", "-h" -> help(terminal);
            case String other -> throw new Failure("There is no command " + other + "; ./otp help lists them.");
        };
    }

    private static boolean keys(Terminal terminal, List<String> typed) {
        if (!typed.equals(List.of("new"))) {
            throw new Failure("The command is ./otp keys new.");
        }
        terminal.say(Keys.fresh(Entropy.secure()));
        return true;
    }

    private static boolean help(Terminal terminal) {
        Arrays.stream(HELP.split("\n")).forEach(terminal::say);
        return true;
    }

    private static final String HELP = """
        ./otp up [--data DIR] [--fresh]        starts everything on this machine; Ctrl-C stops it
        ./otp demo                             asks for a code, reads the mail, verifies, against a running stack
        ./otp bench [--flows N] ...            drives whole flows against a stack of its own, asserts and times each
        ./otp doctor [--data DIR] [--to MAIL]  checks Kafka, PostgreSQL and SMTP as configured
                     [--service NAME]          and the rights on Kafka of this one only: gateway, issuer, ...
        ./otp apps list|show ID|delete ID      settings of applications, as they are in force
        ./otp apps apply FILE... [--yes]       shows what a settings file changes, and applies it
        ./otp apps keys ID [--new|--revoke D]  API keys of an application: lists, makes, revokes
        ./otp keys new                         prints a fresh key for OTP_KEYS
        ./otp test                             runs every automated test
        ./otp format                           formats the sources\
        """;
}
