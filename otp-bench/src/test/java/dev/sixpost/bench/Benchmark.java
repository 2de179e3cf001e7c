package dev.sixpost.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A process that has begun a benchmark, says where and with which other process, and is to be interrupted. */
public final class Benchmark {
    private Benchmark() {}

    public static void main(String[] arguments) throws Exception {
        Place place = Place.of(Options.parse(arguments));
        Child child = place.start("child", Map.of(), List.of("sleep", "60"));
        System.out.println(place.folder());
        System.out.println(child.pid());
        new CountDownLatch(1).await(60, TimeUnit.SECONDS);
    }
}
