package dev.sixpost.embedded;

import java.lang.reflect.Field;
import kafka.server.BrokerServer;
import kafka.server.KafkaRaftServer;

/** Gets at parts of a broker for which it offers no way in; fails where it is another broker than this is made for. */
final class BrokerParts {
    private BrokerParts() {}

    static BrokerServer broker(KafkaRaftServer server) {
        try {
            Object some = field(KafkaRaftServer.class, "broker").get(server);
            return (BrokerServer) some.getClass().getMethod("get").invoke(some);
        } catch (ReflectiveOperationException e) {
            throw other(e);
        }
    }

    static Object get(Class<?> owner, String name, Object of) {
        try {
            return field(owner, name).get(of);
        } catch (ReflectiveOperationException e) {
            throw other(e);
        }
    }

    static void replace(Class<?> owner, String name, Object of, Object by) {
        try {
            field(owner, name).set(of, by);
        } catch (ReflectiveOperationException e) {
            throw other(e);
        }
    }

    private static IllegalStateException other(ReflectiveOperationException cause) {
        return new IllegalStateException("this broker is made in another way", cause);
    }

    private static Field field(Class<?> owner, String name) throws NoSuchFieldException {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
