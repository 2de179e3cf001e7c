// Tells Sixpost that somebody signed up; the code goes out by mail. Arguments: application, address, name.
import { Kafka, Partitioners, logLevel } from "kafkajs";

const [application, email, name] = process.argv.slice(2);
const servers = process.env.KAFKA_BOOTSTRAP_SERVERS ?? "localhost:9092";
const kafka = new Kafka({ clientId: "signup", brokers: servers.split(","), logLevel: logLevel.WARN });
const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });

await producer.connect();
const value = JSON.stringify({ application, email, name, attributes: { userType: "student" } });
await producer.send({ topic: "otp.signups", acks: -1, messages: [{ value }] });
await producer.disconnect();
console.log(`signed up: ${email}`);
