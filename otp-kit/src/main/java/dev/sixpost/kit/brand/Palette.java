package dev.sixpost.kit.brand;

import org.jspecify.annotations.Nullable;

/** An application's colour as it can be read on a light and on a dark ground, whatever colour it is. */
public record Palette(Shade light, Shade dark) {
    /**
     * What is used on one ground.
     *
     * @param fill of a button: the application's colour, unless the ground would swallow it
     * @param onFill text on it, at least 4.5:1
     * @param accent text and lines on the ground, at least 4.5:1: the colour, darkened or lightened as far as it takes
     */
    public record Shade(Colour fill, Colour onFill, Colour accent) {}

    /** What pages and mails are written on in dark mode. */
    public static final Colour DARK_GROUND = new Colour(0x18, 0x1b, 0x21);

    private static final Colour DEFAULT = new Colour(0x2f, 0x5f, 0xd0);
    private static final double READABLE = 4.5;
    private static final double SEEN = 1.3;

    /** Of the setting; what is no colour counts as none. */
    public static Palette of(@Nullable String primaryColor) {
        Colour colour = Colour.parse(primaryColor).orElse(DEFAULT);
        return new Palette(shade(colour, Colour.WHITE), shade(colour, DARK_GROUND));
    }

    private static Shade shade(Colour colour, Colour ground) {
        Colour accent = colour.on(ground, READABLE);
        Colour fill = colour.contrast(ground) < SEEN ? accent : colour;
        return new Shade(fill, fill.ink(), accent);
    }
}
