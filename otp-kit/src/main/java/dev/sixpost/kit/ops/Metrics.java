package dev.sixpost.kit.ops;

import dev.sixpost.kit.log.Addresses;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * The meters of a process. At most {@value #MAX_METERS} of them, whatever their tags; a tag that looks like an address is
 * masked.
 */
public final class Metrics implements AutoCloseable {
    private static final int MAX_METERS = 4_000;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbage = new JvmGcMetrics();

    private Metrics() {
        registry.config()
                .meterFilter(MeterFilter.maximumAllowableMetrics(MAX_METERS))
                .meterFilter(new AddressFilter());
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        garbage.bindTo(registry);
    }

    public static Metrics start() {
        return new Metrics();
    }

    public MeterRegistry registry() {
        return registry;
    }

    /** In Prometheus's text format. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        garbage.close();
        registry.close();
    }

    private static final class AddressFilter implements MeterFilter {
        @Override
        public Meter.Id map(Meter.Id id) {
            Tags masked = Tags.empty();
            for (Tag tag : id.getTagsAsIterable()) {
                masked = masked.and(tag.getKey(), Addresses.mask(tag.getValue()));
            }
            return id.replaceTags(masked);
        }
    }
}
