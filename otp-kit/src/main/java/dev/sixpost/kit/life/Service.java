package dev.sixpost.kit.life;

import dev.sixpost.kit.ops.Health;
import dev.sixpost.kit.ops.OpsRoute;
import java.util.List;

/** One service, wired but not yet at work. Health and routes are answered from the beginning, before {@link #start} ends. */
public interface Service extends AutoCloseable {
    String name();

    /** Returns once the service is at work; throws {@link StartException} with what to do where it cannot be. */
    void start() throws Exception;

    Health health();

    default List<OpsRoute> opsRoutes() {
        return List.of();
    }

    /** Finishes what is in flight and lets go of everything, within 20 s; also before and during {@link #start}. */
    @Override
    void close();
}
