// The statements of policy document 000, in its order.

extension PolicyStatement {
  static let document000: [PolicyStatement] = [
    PolicyStatement(
      "000",
      "Hub-based projects require configuring CMK on each underlying service (Azure AI Hub, Storage) for end-to-end encryption control.",
      .rules(["CMK503"])),
    PolicyStatement(
      "000",
      "For organizations in highly regulated industries or with strict compliance requirements, you must configure customer-managed keys during the initial hub creation.",
      .rules(["CMK502", "CMK703"])),
    PolicyStatement("000", "CMK cannot be added to an existing hub after creation.", .rules(["CMK703"])),
    PolicyStatement("000", "Plan your encryption strategy before creating your hub resource.", .rules(["CMK502"])),
    PolicyStatement("000", "Azure AI Hub resource acts as a gateway to multiple Azure services.", .reason(.description)),
    PolicyStatement("000", "Configure CMK per service:", .rules(["CMK503"])),
    PolicyStatement(
      "000", "Azure AI Hub / hub project (Machine Learning workspace) – see ML data encryption docs.", .rules(["CMK502", "CMK503"])),
    PolicyStatement("000", "Azure AI Foundry resources – AES-256 FIPS 140-2 compliant.", .reason(.service)),
    PolicyStatement("000", "Azure Storage accounts – store uploaded data (configure CMK in Storage).", .rules(["CMK503"])),
    PolicyStatement("000", "Two options when using CMK with hubs:", .rules(["CMK601"])),
    PolicyStatement("000", "Service-side encrypted data stored in Microsoft subscription (recommended).", .rules(["CMK601"])),
    PolicyStatement("000", "Document-level CMK, dedicated per-customer Azure AI Search instance for isolation.", .reason(.description)),
    PolicyStatement("000", "Legacy managed resource group in your subscription (Cosmos DB, Storage, Azure AI Search).", .rules(["CMK601"])),
    PolicyStatement("000", "Backward compatibility only.", .rules(["CMK601"])),
    PolicyStatement("000", "Managed resource group naming: azureml-rg-hubworkspacename_GUID.", .rules(["CMK605"])),
    PolicyStatement("000", "Deleted when hub deleted.", .rules(["CMK607"])),
    PolicyStatement("000", "| Azure Cosmos DB | Metadata for projects/tools | Flow creation timestamps |", .reason(.description)),
    PolicyStatement("000", "| Azure AI Search | Indices for querying content | Index of model deployment names |", .reason(.description)),
    PolicyStatement("000", "| Azure Storage | Orchestration instructions | JSON flow representations |", .reason(.description)),
    PolicyStatement("000", "Store CMKs in Azure Key Vault (same region & tenant).", .rules(["CMK106", "CMK107", "CMK209"])),
    PolicyStatement("000", "Enable soft-delete & purge protection.", .rules(["CMK101", "CMK102"])),
    PolicyStatement("000", "Allow trusted services if firewalling.", .rules(["CMK104"])),
    PolicyStatement("000", "Grant hub system-assigned managed identity: Get, Wrap, Unwrap permissions.", .rules(["CMK304", "CMK305"])),
    PolicyStatement("000", "Supported keys: RSA / RSA-HSM 2048.", .rules(["CMK201", "CMK202"])),
    PolicyStatement("000", "Customer-managed keys must be configured during hub creation.", .rules(["CMK502", "CMK703"])),
    PolicyStatement(
      "000", "You cannot add CMK to an existing hub or convert a hub from Microsoft-managed keys to customer-managed keys after creation.",
      .rules(["CMK703"])),
    PolicyStatement("000", "Before creating your hub with CMK:", .reason(.description)),
    PolicyStatement(
      "000", "Create and configure Azure Key Vault in the same region and tenant as your planned hub:", .rules(["CMK106", "CMK107"])),
    PolicyStatement("000", "Enable soft-delete", .rules(["CMK102"])),
    PolicyStatement("000", "Enable purge protection", .rules(["CMK101"])),
    PolicyStatement("000", "If using firewall, allow trusted Microsoft services", .rules(["CMK104"])),
    PolicyStatement("000", "Prepare an RSA or RSA-HSM 2048-bit key", .rules(["CMK201", "CMK202"])),
    PolicyStatement("000", "Plan your data storage approach:", .rules(["CMK601"])),
    PolicyStatement("000", "Service-side encryption (recommended): Data stored in Microsoft subscription", .rules(["CMK601"])),
    PolicyStatement("000", "Legacy approach: Managed resource group in your subscription", .rules(["CMK601"])),
    PolicyStatement(
      "000", "Ensure proper permissions: You need permissions to create the hub and assign Key Vault access policies", .reason(.person)),
    PolicyStatement("000", "In the Azure portal during hub creation:", .reason(.portal)),
    PolicyStatement("000", "Navigate to the Encryption tab", .reason(.portal)),
    PolicyStatement("000", "Select Customer-managed keys", .reason(.portal)),
    PolicyStatement("000", "Choose your Key Vault and key", .reason(.portal)),
    PolicyStatement("000", "(Optional) Select service-side encryption setting", .rules(["CMK601"])),
    PolicyStatement("000", "Complete the hub creation process", .reason(.portal)),
    PolicyStatement(
      "000",
      "After the hub is created, the system assigns a managed identity that receives Get, Wrap, and Unwrap permissions for the specified key.",
      .rules(["CMK304"])),
    PolicyStatement("000", "This encryption configuration is permanent.", .rules(["CMK704"])),
    PolicyStatement(
      "000", "You cannot switch from customer-managed keys to Microsoft-managed keys after hub creation.", .rules(["CMK704"])),
    PolicyStatement("000", "Rotate within same Key Vault; update hub to new key URI.", .rules(["CMK705", "CMK706"])),
    PolicyStatement("000", "Existing data not re-encrypted; new data uses new key.", .rules(["CMK706", "CMK803"])),
    PolicyStatement(
      "000",
      "CMK must be configured during hub creation - You cannot add CMK to an existing hub or convert from Microsoft-managed keys to CMK after creation.",
      .rules(["CMK502", "CMK703"])),
    PolicyStatement("000", "Key rotation must use the same Key Vault - You cannot change to a different Key Vault.", .rules(["CMK705"])),
    PolicyStatement("000", "Cannot revert from CMK to Microsoft-managed keys.", .rules(["CMK704"])),
    PolicyStatement("000", "Remove access policy or delete key versions.", .rules(["CMK801", "CMK802"])),
    PolicyStatement("000", "Revocation halts new fine-tunes / downloads but existing deployments serve until deleted.", .rules(["CMK801"])),
    PolicyStatement(
      "000", "Dedicated hosting of certain back-end services under CMK results in extra subline items in Cost Management.",
      .rules(["CMK951"])),
  ]
}
