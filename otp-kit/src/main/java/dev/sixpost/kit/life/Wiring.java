package dev.sixpost.kit.life;

import dev.sixpost.kit.config.Environment;
import dev.sixpost.kit.ops.Metrics;

/** Puts the parts of a service together without starting any; reads everything it needs from the environment. */
@FunctionalInterface
public interface Wiring {
    Service wire(Environment env, Metrics metrics);
}
