package dev.sixpost.issuer;

import dev.sixpost.kit.life.ServiceMain;

/** The issuer as a process of its own. */
public final class IssuerMain {
    private IssuerMain() {}

    public static void main(String[] args) {
        ServiceMain.run(args, IssuerService::wire);
    }
}
