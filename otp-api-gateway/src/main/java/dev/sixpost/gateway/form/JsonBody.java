package dev.sixpost.gateway.form;

import dev.sixpost.gateway.problem.Problem;
import dev.sixpost.gateway.problem.Refused;
import dev.sixpost.schemas.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bytes to a JSON object, strictly: UTF-8 without byte order mark, RFC 8259, no member twice, bounded depth. What is
 * said of a fault comes from here and never from the parser, which knows what was sent.
 */
public final class JsonBody {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private JsonBody() {}

    public static ObjectNode object(byte[] body) {
        String text = text(body);
        if (text.indexOf(BYTE_ORDER_MARK) == 0) {
            throw new Refused(Problem.invalid("", "The body must be UTF-8 without a byte order mark."));
        }
        JsonNode read;
        try {
            read = Json.STRICT.readTree(text);
        } catch (JacksonException e) {
            throw new Refused(
                    Problem.invalid("", "The body is not valid JSON, repeats a member, or is nested too deeply."));
        }
        if (read instanceof ObjectNode object) {
            return object;
        }
        throw new Refused(Problem.invalid("", "The body must be a JSON object."));
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Refused(Problem.invalid("", "The body is not valid UTF-8."));
        }
    }
}
