package dev.sixpost.kit.brand;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A colour in sRGB, one octet per channel, and how it reads beside others (WCAG 2). */
public record Colour(int red, int green, int blue) {
    public static final Colour BLACK = new Colour(0, 0, 0);
    public static final Colour WHITE = new Colour(255, 255, 255);

    private static final Pattern HEX = Pattern.compile("#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})");
    private static final double READ_WELL = 4.5;
    private static final int STEPS = 20;

    /** {@code #rgb} or {@code #rrggbb}; empty for anything else, however much of CSS it may be. */
    public static Optional<Colour> parse(@Nullable String text) {
        if (text == null || !HEX.matcher(text).matches()) {
            return Optional.empty();
        }
        String hex = text.length() == 4 ? text.substring(1).replaceAll("(.)", "$1$1") : text.substring(1);
        int rgb = Integer.parseInt(hex, 16);
        return Optional.of(new Colour(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff));
    }

    /** From 1 (the same) to 21 (black and white). */
    public double contrast(Colour other) {
        double lighter = Math.max(luminance(), other.luminance());
        double darker = Math.min(luminance(), other.luminance());
        return (lighter + 0.05) / (darker + 0.05);
    }

    /** White where it is read well on this colour, else black: one of them has a contrast of 4.5 at least. */
    public Colour ink() {
        return contrast(WHITE) >= READ_WELL ? WHITE : BLACK;
    }

    /** This colour, as little darker or lighter as it takes to stand out from a ground with at least this contrast. */
    public Colour on(Colour ground, double least) {
        Colour target = ground.contrast(WHITE) > ground.contrast(BLACK) ? WHITE : BLACK;
        Colour found = this;
        for (int step = 1; step <= STEPS && found.contrast(ground) < least; step++) {
            found = mixed(target, step / (double) STEPS);
        }
        return found;
    }

    /** For style sheets. Never six digits in a row: in a mail only a code looks like that. */
    public String css() {
        String hex = String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
        return hex.chars().skip(1).allMatch(Character::isDigit) ? "rgb(" + red + "," + green + "," + blue + ")" : hex;
    }

    private Colour mixed(Colour other, double share) {
        return new Colour(
                mixed(red, other.red, share), mixed(green, other.green, share), mixed(blue, other.blue, share));
    }

    private static int mixed(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }

    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
