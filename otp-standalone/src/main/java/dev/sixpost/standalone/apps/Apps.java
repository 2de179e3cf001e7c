package dev.sixpost.standalone.apps;

import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.crypto.Entropy;
import dev.sixpost.schemas.Json;
import dev.sixpost.standalone.Arguments;
import dev.sixpost.standalone.Failure;
import dev.sixpost.standalone.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The command {@code apps}. */
public final class Apps {
    private static final String USAGE =
            "The command is ./otp apps list, show ID, apply FILE…, delete ID or keys ID [--new | --revoke DIGEST].";

    private final Terminal terminal;
    private final AdminApi api;
    private final Arguments arguments;

    private Apps(Terminal terminal, AdminApi api, Arguments arguments) {
        this.terminal = terminal;
        this.api = api;
        this.arguments = arguments;
    }

    public static boolean run(Terminal terminal, Map<String, String> environment, Arguments arguments)
            throws Exception {
        List<String> words = arguments.words();
        String command = words.isEmpty() ? "" : words.getFirst();
        boolean fits = switch (command) {
            case "list" -> words.size() == 1;
            case "show", "delete" -> namesOne(words);
            case "keys" ->
                namesOne(words)
                        && !(arguments.flag("--new")
                                && arguments.value("--revoke").isPresent());
            case "apply" -> words.size() > 1;
            default -> false;
        };
        if (!fits) {
            throw new Failure(USAGE);
        }
        Path data = Path.of(arguments.value("--data").orElse(".otp"));
        try (AdminApi api = AdminApi.of(Environment.of(environment), data)) {
            return new Apps(terminal, api, arguments).command(command, words.subList(1, words.size()));
        }
    }

    private static boolean namesOne(List<String> words) {
        return words.size() == 2 && words.get(1).matches("[a-z][a-z0-9-]{1,62}");
    }

    private boolean command(String command, List<String> words) throws Exception {
        return switch (command) {
            case "list" -> list();
            case "show" -> show(words.getFirst());
            case "apply" -> apply(words);
            case "delete" -> delete(words.getFirst());
            default -> keys(words.getFirst());
        };
    }

    private boolean list() throws Exception {
        for (JsonNode line : api.list().path("applications")) {
            String off = line.path("enabled").asBoolean(true) ? "" : "  (switched off)";
            terminal.say(line.path("id").asString("") + "  " + line.path("name").asString("") + off);
        }
        return true;
    }

    private boolean show(String id) throws Exception {
        terminal.say(SettingsFile.text(known(id)));
        return true;
    }

    /** All files are checked before the first one is applied. */
    private boolean apply(List<String> names) throws Exception {
        List<SettingsFile> files = new ArrayList<>();
        for (String name : names) {
            SettingsFile file = SettingsFile.read(Path.of(name));
            JsonNode before = api.find(file.id()).orElseGet(Json.STRICT::createObjectNode);
            List<String> changes = Difference.between(before, api.check(file.id(), file.document()));
            terminal.say(
                    file.id() + (before.isEmpty() ? " is new:" : changes.isEmpty() ? " stays as it is." : " changes:"));
            changes.forEach(line -> terminal.say("  " + line));
            if (!changes.isEmpty() || file.holdsSecrets()) {
                files.add(file);
            }
        }
        if (files.isEmpty() || !agreed("Apply?")) {
            return files.isEmpty();
        }
        for (SettingsFile file : files) {
            api.put(file.id(), file.document());
            terminal.say(file.id() + " is in force.");
        }
        return true;
    }

    private boolean delete(String id) throws Exception {
        if (!agreed("Delete " + id + "?")) {
            return false;
        }
        if (!api.delete(id)) {
            throw new Failure("There is no application " + id + ".");
        }
        terminal.say(id + " is deleted.");
        return true;
    }

    private boolean keys(String id) throws Exception {
        JsonNode settings = known(id);
        if (arguments.flag("--new")) {
            String key = CallerKeys.fresh(Entropy.secure());
            api.put(id, CallerKeys.with(settings, CallerKeys.digest(key)));
            terminal.complain("A new key of " + id + ", shown this once:");
            terminal.say(key);
        } else if (arguments.value("--revoke").isPresent()) {
            JsonNode kept =
                    CallerKeys.without(settings, arguments.value("--revoke").get());
            api.put(id, kept);
            terminal.say("The key is revoked.");
        } else {
            CallerKeys.shown(settings).forEach(terminal::say);
        }
        return true;
    }

    private JsonNode known(String id) throws Exception {
        return api.find(id).orElseThrow(() -> new Failure("There is no application " + id + "."));
    }

    private boolean agreed(String question) {
        return arguments.flag("--yes") || terminal.agrees(question);
    }
}
