package dev.sixpost.embedded.inbox;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command line of a client, read strictly. */
sealed interface SmtpCommand {

    record Hello(boolean extended) implements SmtpCommand {}

    record MailFrom(String path, OptionalLong size) implements SmtpCommand {}

    record RcptTo(String path) implements SmtpCommand {}

    record Data() implements SmtpCommand {}

    record Reset() implements SmtpCommand {}

    record Noop() implements SmtpCommand {}

    record Verify() implements SmtpCommand {}

    record Quit() implements SmtpCommand {}

    /** Not a command of this server, or one it does not understand. */
    record Refused(String reply) implements SmtpCommand {}

    /** A path of at most 256 octets (RFC 5321 section 4.5.3.1.3), printable ASCII, without source routes. */
    Pattern PATH = Pattern.compile("<([!-;=?-~]{0,254})>((?: [!-~]{1,100}){0,4})");

    Pattern ADDRESS = Pattern.compile("[^@:]{1,64}@[^@]{1,253}");

    static SmtpCommand parse(String line) {
        int space = line.indexOf(' ');
        String verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
        String rest = space < 0 ? "" : line.substring(space + 1);
        return switch (verb) {
            case "EHLO" -> rest.isBlank() ? syntax() : new Hello(true);
            case "HELO" -> rest.isBlank() ? syntax() : new Hello(false);
            case "MAIL" -> mail(rest);
            case "RCPT" -> recipient(rest);
            case "DATA" -> rest.isEmpty() ? new Data() : syntax();
            case "RSET" -> rest.isEmpty() ? new Reset() : syntax();
            case "QUIT" -> rest.isEmpty() ? new Quit() : syntax();
            case "NOOP" -> new Noop();
            case "VRFY" -> new Verify();
            default -> new Refused("500 5.5.1 Unknown command");
        };
    }

    private static SmtpCommand mail(String rest) {
        if (!rest.regionMatches(true, 0, "FROM:", 0, 5)) {
            return syntax();
        }
        Matcher path = PATH.matcher(rest.substring(5));
        if (!path.matches() || !(path.group(1).isEmpty() || isAddress(path.group(1)))) {
            return new Refused("501 5.1.7 Not a sender this server understands");
        }
        OptionalLong size = OptionalLong.empty();
        for (String parameter : parameters(path.group(2))) {
            String upper = parameter.toUpperCase(Locale.ROOT);
            if (upper.matches("SIZE=[0-9]{1,18}")) {
                size = OptionalLong.of(Long.parseLong(upper.substring(5)));
            } else if (!upper.equals("BODY=8BITMIME") && !upper.equals("BODY=7BIT")) {
                return new Refused("555 5.5.4 Unknown parameter");
            }
        }
        return new MailFrom(path.group(1), size);
    }

    private static SmtpCommand recipient(String rest) {
        if (!rest.regionMatches(true, 0, "TO:", 0, 3)) {
            return syntax();
        }
        Matcher path = PATH.matcher(rest.substring(3));
        if (!path.matches() || !isAddress(path.group(1))) {
            return new Refused("501 5.1.3 Not a recipient this server understands");
        }
        return parameters(path.group(2)).isEmpty()
                ? new RcptTo(path.group(1))
                : new Refused("555 5.5.4 Unknown parameter");
    }

    private static boolean isAddress(String path) {
        return ADDRESS.matcher(path).matches();
    }

    private static List<String> parameters(String text) {
        return text.isEmpty() ? List.of() : List.of(text.substring(1).split(" ", -1));
    }

    private static Refused syntax() {
        return new Refused("501 5.5.4 Syntax error in parameters");
    }
}
