import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Target;

/**
 * Runs the migrations on a PostgreSQL of its own and writes what jOOQ makes of the tables. Arguments: this file, the
 * folder of the migrations, the folder to write to. What was generated from the same input is left as it is.
 */
final class GenerateTables {
    private static final String STAMP = "generated-from.sha256";

    private GenerateTables() {}

    public static void main(String[] args) throws Exception {
        Path program = Path.of(args[0]);
        Path migrations = Path.of(args[1]);
        Path target = Path.of(args[2]);
        String digest = digestOf(program, migrations);
        Path stamp = target.resolve(STAMP);
        if (Files.exists(stamp) && Files.readString(stamp).equals(digest)) {
            return;
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            Flyway.configure()
                    .dataSource(postgres.getPostgresDatabase())
                    .locations("filesystem:" + migrations)
                    .load()
                    .migrate();
            GenerationTool.generate(configuration(postgres.getJdbcUrl("postgres", "postgres"), target.toString()));
        }
        Files.writeString(stamp, digest);
    }

    private static Configuration configuration(String url, String target) {
        Database database = new Database()
                .withName("org.jooq.meta.postgres.PostgresDatabase")
                .withInputSchema("public")
                .withExcludes("flyway_schema_history")
                .withIncludeRoutines(false)
                .withIncludeCheckConstraints(false)
                .withOutputSchemaToDefault(true)
                .withForcedTypes(new ForcedType().withName("INSTANT").withIncludeTypes("(?i:timestamp.*|timestamptz)"));
        Generate generate = new Generate()
                .withGeneratedAnnotation(false)
                .withComments(false)
                .withRecords(false)
                .withIndexes(false)
                .withRelations(true)
                .withGlobalCatalogReferences(false)
                .withGlobalSchemaReferences(false);
        return new Configuration()
                .withJdbc(new Jdbc().withUrl(url))
                .withGenerator(new Generator()
                        .withDatabase(database)
                        .withGenerate(generate)
                        .withTarget(new Target()
                                .withPackageName("dev.sixpost.issuer.db")
                                .withDirectory(target)
                                .withEncoding("UTF-8")));
    }

    private static String digestOf(Path program, Path migrations) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(org.jooq.Constants.FULL_VERSION.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(program));
        for (Path migration : sorted(migrations)) {
            digest.update(Files.readAllBytes(migration));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
