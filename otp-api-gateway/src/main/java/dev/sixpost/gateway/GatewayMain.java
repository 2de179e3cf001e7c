package dev.sixpost.gateway;

import dev.sixpost.kit.life.ServiceMain;

/** The gateway as a process. */
public final class GatewayMain {
    private GatewayMain() {}

    public static void main(String[] args) {
        ServiceMain.run(args, GatewayService::wire);
    }
}
