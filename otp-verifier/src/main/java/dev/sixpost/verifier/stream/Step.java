package dev.sixpost.verifier.stream;

import dev.sixpost.verifier.fold.Folded;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What folding a record comes to.
 *
 * @param changed whether the stored state is another now
 * @param state what is to be stored; null for nothing
 */
record Step(Folded folded, boolean changed, @Nullable Bytes state, List<Outgoing> out) {}
