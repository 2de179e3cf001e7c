package dev.sixpost.house;

import java.nio.file.Files;
import java.nio.file.Path;

/** Rewrites the Java sources that are not formatted; what {@code ./otp format} runs. */
public final class Format {
    private Format() {}

    public static void main(String[] args) throws Exception {
        Path root = args.length > 0 ? Path.of(args[0]) : SourceFiles.root();
        Formatting formatting = new Formatting();
        for (Path file : SourceFiles.java(root)) {
            String source = Files.readString(file);
            String formatted = formatting.of(source);
            if (!formatted.equals(source)) {
                Files.writeString(file, formatted);
                System.out.println("formatted " + root.relativize(file));
            }
        }
    }
}
