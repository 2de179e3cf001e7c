package dev.sixpost.standalone.doctor;

/** What a right is about; of transactional ids the name is what those of a service begin with. */
record Guarded(Kind kind, String name) {

    enum Kind {
        TOPIC("topics", "--topic …"),
        GROUP("groups", "--group …"),
        SHARE_GROUP("share groups", "--group …"),
        TRANSACTIONAL_IDS("transactional ids", "--transactional-id … --resource-pattern-type prefixed");

        private final String plural;
        private final String option;

        Kind(String plural, String option) {
            this.plural = plural;
            this.option = option;
        }

        String plural() {
            return plural;
        }

        /** As kafka-acls.sh takes it. */
        String option() {
            return option;
        }
    }
}
