package dev.sixpost.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Compares a record class with the schema of an object, member by member, all the way down. */
final class RecordShape {
    private final SchemaFile file;
    private final boolean sparse;

    /** @param sparse whether members with a default may be missing, as in documents people write */
    RecordShape(SchemaFile file, boolean sparse) {
        this.file = file;
        this.sparse = sparse;
    }

    void assertAgrees(Class<?> type, JsonNode schema, String path) {
        Set<String> components =
                Arrays.stream(type.getRecordComponents()).map(this::written).collect(Collectors.toSet());
        assertThat(schema.path("properties").propertyNames()).as(path).containsExactlyInAnyOrderElementsOf(components);
        assertThat(schema.path("type").asString()).as(path).isEqualTo("object");
        if (!sparse) {
            assertThat(SchemaFile.texts(schema.path("required")))
                    .as("required members of " + path)
                    .containsExactlyInAnyOrderElementsOf(mandatory(type));
        }
        for (RecordComponent component : type.getRecordComponents()) {
            JsonNode property = file.resolved(schema.at("/properties/" + written(component)));
            assertThat(property.path("description").asString(""))
                    .as("description of %s.%s", path, component.getName())
                    .isNotBlank();
            assertType(component.getAnnotatedType(), property, path + "." + component.getName());
        }
    }

    /** A code people write travels sealed. */
    private String written(RecordComponent component) {
        return sparse && component.getName().equals("sealedCode") ? "code" : component.getName();
    }

    static Set<String> mandatory(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(c -> !c.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());
    }

    private void assertType(AnnotatedType annotated, JsonNode schema, String path) {
        Class<?> raw = rawOf(annotated.getType());
        JsonNode one = sparse && schema.has("anyOf") ? schema.at("/anyOf/1") : schema;
        assertThat(one.path("type").asString()).as("type of " + path).isEqualTo(jsonType(raw));
        if (raw == Instant.class) {
            assertThat(one.path("format").asString()).as(path).isEqualTo("date-time");
        } else if (raw == Duration.class) {
            assertThat(one.path("format").asString()).as(path).isEqualTo("duration");
        } else if (raw.isEnum()) {
            assertThat(SchemaFile.texts(one.path("enum"))).as(path).isEqualTo(wireNames(raw));
        } else if (raw.isRecord()) {
            assertAgrees(raw, one, path);
        } else if (raw == List.class) {
            assertType(argument(annotated, 0), file.resolved(one.path("items")), path + "[]");
        } else if (raw == Map.class) {
            assertMap(annotated, one, path);
        }
    }

    private void assertMap(AnnotatedType annotated, JsonNode schema, String path) {
        Class<?> keys = rawOf(argument(annotated, 0).getType());
        if (!keys.isEnum()) {
            assertType(argument(annotated, 1), schema.path("additionalProperties"), path + "{}");
            return;
        }
        assertThat(schema.path("properties").propertyNames())
                .as(path)
                .containsExactlyInAnyOrderElementsOf(wireNames(keys));
        for (String key : wireNames(keys)) {
            assertType(argument(annotated, 1), file.resolved(schema.at("/properties/" + key)), path + "." + key);
        }
    }

    private static AnnotatedType argument(AnnotatedType type, int index) {
        return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[index];
    }

    private static Class<?> rawOf(Type type) {
        return type instanceof ParameterizedType parameterized
                ? (Class<?>) parameterized.getRawType()
                : (Class<?>) type;
    }

    private static String jsonType(Class<?> raw) {
        if (raw == String.class || raw == Instant.class || raw == Duration.class || raw.isEnum()) {
            return "string";
        }
        if (Set.of(int.class, Integer.class, long.class, Long.class).contains(raw)) {
            return "integer";
        }
        if (Set.of(boolean.class, Boolean.class).contains(raw)) {
            return "boolean";
        }
        return raw == List.class ? "array" : "object";
    }

    private static Set<String> wireNames(Class<?> enumeration) {
        return Arrays.stream(enumeration.getDeclaredFields())
                .filter(Field::isEnumConstant)
                .map(f -> f.getAnnotation(JsonProperty.class).value())
                .collect(Collectors.toUnmodifiableSet());
    }
}
