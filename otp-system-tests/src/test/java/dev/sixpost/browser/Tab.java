package dev.sixpost.browser;

import dev.sixpost.schemas.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** One page of a browser, used as a person uses it: keys, clipboard, eyes. Every wait has an end. */
public final class Tab {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final Map<String, Integer> KEYS =
            Map.of("Enter", 13, "Backspace", 8, "ArrowLeft", 37, "ArrowRight", 39, "Tab", 9);

    private final DevTools tools;
    private final String context;
    private final String session;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Tab(DevTools tools, String context, String session) {
        this.tools = tools;
        this.context = context;
        this.session = session;
    }

    static Tab open(DevTools tools, String context) {
        String target = tools.call(
                        "Target.createTarget", Map.of("url", "about:blank", "browserContextId", context), null)
                .path("targetId")
                .asString("");
        String session = tools.call("Target.attachToTarget", Map.of("targetId", target, "flatten", true), null)
                .path("sessionId")
                .asString("");
        Tab tab = new Tab(tools, context, session);
        tools.listen(tab::told);
        List.of("Page.enable", "Runtime.enable", "Log.enable").forEach(method -> tab.call(method, Map.of()));
        tab.call("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
        return tab;
    }

    /** Another tab of the same browser. */
    public Tab sibling() {
        return open(tools, context);
    }

    /** In pixels; nothing of the page may be wider. */
    public Tab sized(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    public Tab dark() {
        return preferring("prefers-color-scheme", "dark");
    }

    /** As where the system has the last word on colours. */
    public Tab forcedColours() {
        return preferring("forced-colors", "active");
    }

    private Tab preferring(String feature, String value) {
        call("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", feature, "value", value))));
        return this;
    }

    /** Nothing at such an address is loaded; {@code *} stands for anything. */
    public Tab without(String address) {
        call("Network.enable", Map.of());
        call("Network.setBlockedURLs", Map.of("urls", List.of(address)));
        return this;
    }

    /** Loaded when this returns. */
    public Tab go(URI address) {
        call("Page.navigate", Map.of("url", address.toString()));
        until("document.readyState === 'complete' && location.href !== 'about:blank'");
        return this;
    }

    public void reload() {
        evaluate("window.old = true");
        call("Page.reload", Map.of());
        until("!window.old && document.readyState === 'complete'");
    }

    /** The value of an expression, awaited where it is a promise. */
    public JsonNode evaluate(String expression) {
        JsonNode result =
                call("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(
                    result.at("/exceptionDetails/exception/description").asString("") + " in " + expression);
        }
        return result.at("/result/value");
    }

    public String text(String expression) {
        return evaluate(expression).asString("");
    }

    /** Waits until the expression is true; one that fails, because something is not there yet, is not. */
    public void until(String expression) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String guarded = "(() => { try { return Boolean(" + expression + "); } catch { return false; } })()";
        while (!holds(guarded)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not so within " + PATIENCE + ": " + expression + "; the page says: "
                        + text("document.body.innerText"));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** A page that is just being left answers nothing. */
    private boolean holds(String guarded) {
        try {
            return evaluate(guarded).asBoolean(false);
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Into whatever has the focus, key by key. */
    public void type(String text) {
        text.chars().forEach(c -> call("Input.insertText", Map.of("text", Character.toString(c))));
    }

    public void press(String key) {
        key(key, KEYS.getOrDefault(key, 0), key.equals("Enter") ? Map.of("text", "\r") : Map.of());
    }

    /** What a press of a person would allow. */
    public void allowClipboard() {
        List<String> permissions = List.of("clipboardReadWrite", "clipboardSanitizedWrite");
        tools.call("Browser.grantPermissions", Map.of("permissions", permissions, "browserContextId", context), null);
    }

    /** From the clipboard, as by Ctrl-V. */
    public void paste(String text) {
        allowClipboard();
        evaluate("navigator.clipboard.writeText(" + Json.LENIENT.writeValueAsString(text) + ")");
        key("v", 86, Map.of("commands", List.of("paste"), "modifiers", 2));
    }

    public void click(String expression) {
        evaluate(expression + ".click()");
    }

    public void screenshot(Path file) throws IOException {
        JsonNode shot = call("Page.captureScreenshot", Map.of("format", "png"));
        Files.write(file, Base64.getDecoder().decode(shot.path("data").asString("")));
    }

    /** Exceptions, and what the content security policy kept away. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    private void key(String key, int code, Map<String, ?> more) {
        for (String kind : List.of("keyDown", "keyUp")) {
            Map<String, Object> event = new HashMap<>(kind.equals("keyDown") ? more : Map.of());
            event.putAll(Map.of("type", kind, "key", key, "code", key, "windowsVirtualKeyCode", code));
            call("Input.dispatchKeyEvent", event);
        }
    }

    private void told(JsonNode event) {
        if (!event.path("sessionId").asString("").equals(session)) {
            return;
        }
        JsonNode entry = event.at("/params/entry");
        if (event.path("method").asString("").equals("Runtime.exceptionThrown")) {
            complaints.add(
                    event.at("/params/exceptionDetails/exception/description").asString("an exception"));
        } else if (entry.path("source").asString("").equals("security")) {
            complaints.add(entry.path("text").asString(""));
        }
    }

    private JsonNode call(String method, Map<String, ?> parameters) {
        return tools.call(method, parameters, session);
    }
}
