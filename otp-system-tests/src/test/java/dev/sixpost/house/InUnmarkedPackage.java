package dev.sixpost.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** Holds where the package of a class does not say that its types are non-null unless they say otherwise. */
final class InUnmarkedPackage extends ArchCondition<JavaClass> {
    InUnmarkedPackage() {
        super("lie in a package without @NullMarked");
    }

    @Override
    public void check(JavaClass item, ConditionEvents events) {
        boolean marked = item.getPackage()
                .tryGetPackageInfo()
                .filter(info -> info.isAnnotatedWith(NullMarked.class))
                .isPresent();
        events.add(new SimpleConditionEvent(item, !marked, item.getFullName() + " in " + item.getPackageName()));
    }
}
