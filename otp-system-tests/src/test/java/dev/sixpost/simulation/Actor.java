package dev.sixpost.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/** A process as a sequence of effects. Between any two of them it may die, be paused, or others may go on. */
abstract class Actor {
    /** One effect: what is outside the process is changed by it, or asked, exactly once. */
    interface Effect {
        void run();
    }

    final String name;
    final World world;

    /** Before that time it does nothing: it is down or paused. */
    long sleepsUntil;

    private final Deque<Named> plan = new ArrayDeque<>();

    private record Named(String what, Effect effect) {}

    Actor(String name, World world) {
        this.name = name;
        this.world = world;
    }

    final boolean isAwake() {
        return world.broker.now() >= sleepsUntil;
    }

    final boolean isIdle() {
        return plan.isEmpty();
    }

    /** The next effect, or the first one of a new pass; false where there is nothing to do. */
    final boolean step() {
        if (plan.isEmpty()) {
            begin();
        }
        Named next = plan.poll();
        if (next == null) {
            return false;
        }
        world.note(name + ": " + next.what);
        try {
            next.effect.run();
        } catch (Fenced | Away e) {
            world.note(name + ": " + e.getMessage());
            plan.clear();
            interrupted();
        }
        return true;
    }

    /** Plans a pass. */
    abstract void begin();

    /** The pass could not be finished; the process lives. */
    abstract void interrupted();

    /** All that was only in memory is gone. */
    abstract void forget();

    /** Keeps memberships and locks alive, as a background thread does it. */
    abstract void heartbeat();

    final void then(String what, Effect effect) {
        plan.add(new Named(what, effect));
    }

    final void crash(long downFor) {
        world.note(name + ": killed");
        plan.clear();
        forget();
        sleepsUntil = world.broker.now() + downFor;
    }
}
