package dev.sixpost.system;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds secrets in captured bytes, in clear and in the forms they may hide in: one pass, whatever their number. */
final class Secrets {
    private static final int PREFIX = 4;

    private final Map<Integer, List<byte[]>> formsByPrefix = new HashMap<>();
    private final boolean[] prefixes = new boolean[1 << 16];

    Secrets(Collection<String> secrets) {
        for (String secret : secrets) {
            for (String form : forms(secret)) {
                byte[] bytes = form.getBytes(StandardCharsets.UTF_8);
                int prefix = prefix(bytes, 0);
                prefixes[prefix >>> 16] = true;
                formsByPrefix.computeIfAbsent(prefix, _ -> new ArrayList<>()).add(bytes);
            }
        }
    }

    /** The forms that occur in the bytes. */
    Set<String> in(byte[] captured) {
        Set<String> found = new LinkedHashSet<>();
        for (int at = 0; at + PREFIX <= captured.length; at++) {
            if (prefixes[prefix(captured, at) >>> 16]) {
                for (byte[] form : formsByPrefix.getOrDefault(prefix(captured, at), List.of())) {
                    if (at + form.length <= captured.length
                            && Arrays.equals(captured, at, at + form.length, form, 0, form.length)) {
                        found.add(new String(form, StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return found;
    }

    private static int prefix(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes, at, PREFIX).getInt();
    }

    private static List<String> forms(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String half = secret.substring(0, secret.length() / 2);
        String rest = secret.substring(secret.length() / 2);
        List<String> forms = new ArrayList<>(List.of(
                secret,
                String.join(" ", secret.split("")),
                half + " " + rest,
                half + "-" + rest,
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes),
                URLEncoder.encode(secret, StandardCharsets.UTF_8)));
        forms.addAll(base64AtEachOffset(bytes));
        return forms.stream().distinct().toList();
    }

    /** Within a longer text base64 depends on where the secret begins; the characters that never change count. */
    private static List<String> base64AtEachOffset(byte[] bytes) {
        List<String> forms = new ArrayList<>();
        for (int offset = 0; offset < 3; offset++) {
            byte[] shifted = new byte[bytes.length + offset];
            System.arraycopy(bytes, 0, shifted, offset, bytes.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            forms.add(encoded.substring(offset == 0 ? 0 : offset + 1, encoded.length() - 1));
        }
        return forms;
    }
}
