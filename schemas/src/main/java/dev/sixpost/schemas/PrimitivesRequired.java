package dev.sixpost.schemas;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/** A number or flag that a document leaves out is an error; left to itself the binding makes it zero or false. */
final class PrimitivesRequired extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
        return member.getRawType().isPrimitive() ? Boolean.TRUE : super.hasRequiredMarker(config, member);
    }
}
