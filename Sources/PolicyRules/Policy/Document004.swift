// The statements of policy document 004, in its order.

extension PolicyStatement {
  static let document004: [PolicyStatement] = [
    PolicyStatement(
      "004",
      "Customer-managed key (CMK) encryption in [!INCLUDE [classic-link](../includes/classic-link.md)] gives you control over encryption of your data.",
      .reason(.description)),
    PolicyStatement(
      "004", "Use CMKs to add an extra protection layer and help meet compliance requirements with Azure Key Vault integration.",
      .reason(.description)),
    PolicyStatement(
      "004",
      "Customer-managed key (CMK) encryption in [!INCLUDE [foundry-link](../default/includes/foundry-link.md)] gives you control over encryption of your data.",
      .reason(.description)),
    PolicyStatement(
      "004", "Use CMKs to add an extra protection layer and help meet compliance requirements with Azure Key Vault integration.",
      .reason(.description)),
    PolicyStatement("004", "Configure required Key Vault settings and permissions.", .reason(.description)),
    PolicyStatement("004", "Foundry is a service in the Azure cloud.", .reason(.description)),
    PolicyStatement(
      "004", "By default, Azure services use Microsoft-managed encryption keys to encrypt data in transit and at rest.",
      .reason(.description)),
    PolicyStatement("004", "Your data is always encrypted; CMKs add customer ownership and rotation control.", .reason(.description)),
    PolicyStatement(
      "004",
      "On your Foundry resource, data is encrypted and decrypted by using [FIPS 140-2](https://en.wikipedia.org/wiki/FIPS_140-2)-compliant [256-bit AES](https://en.wikipedia.org/wiki/Advanced_Encryption_Standard) encryption.",
      .reason(.service)),
    PolicyStatement(
      "004", "Encryption and decryption are transparent, which means that encryption and access are managed for you.", .reason(.service)),
    PolicyStatement(
      "004", "Your data is secure by default, and you don't need to modify your code or applications to take advantage of encryption.",
      .reason(.service)),
    PolicyStatement(
      "004",
      "If you [connect Foundry with other Azure tools](../how-to/connections-add.md), we recommend that you configure CMK encryption on every other Azure resource to optimize security.",
      .rules(["CMK503"])),
    PolicyStatement("004", "You must use Azure Key Vault to store your CMKs.", .rules(["CMK209"])),
    PolicyStatement(
      "004", "You can either create your own keys and store them in a key vault or use the Key Vault APIs to generate keys.",
      .reason(.description)),
    PolicyStatement("004", "You can use different subscriptions for the resources.", .rules(["CMK109"])),
    PolicyStatement("004", "Enable **Soft-delete** and **Purge protection** on the key vault.", .rules(["CMK101", "CMK102"])),
    PolicyStatement(
      "004",
      "Allow trusted Microsoft services to access the key vault if you use the [Key Vault firewall](/azure/key-vault/general/access-behind-firewall).",
      .rules(["CMK104"])),
    PolicyStatement(
      "004",
      "Grant your [!INCLUDE [fdp](../includes/fdp-project-name.md)] system-assigned managed identity these key permissions: **get**, **wrapKey**, **unwrapKey**.",
      .rules(["CMK304", "CMK305", "CMK313"])),
    PolicyStatement("004", "Use RSA or RSA-HSM keys of size 2048.", .rules(["CMK201", "CMK202"])),
    PolicyStatement("004", "Other key types/sizes aren't supported.", .rules(["CMK201", "CMK202"])),
    PolicyStatement("004", "Managed identity must be enabled as a prerequisite for using CMKs.", .rules(["CMK301", "CMK311"])),
    PolicyStatement("004", "Go to your Foundry resource in the Azure portal.", .reason(.portal)),
    PolicyStatement("004", "On the left, under **Resource Management**, select **Identity**.", .reason(.portal)),
    PolicyStatement("004", "Switch the system-assigned managed identity status to **On**.", .rules(["CMK301"])),
    PolicyStatement(
      "004", "Save your changes, and confirm that you want to enable the system-assigned managed identity.", .reason(.portal)),
    PolicyStatement(
      "004", "CMK encryption is configured via the Azure portal (or via infrastructure-as-code) similarly for each Azure resource.",
      .reason(.description)),
    PolicyStatement(
      "004", "The key vault that you use for encryption must be in the same resource group as the Foundry project.", .rules(["CMK108"])),
    PolicyStatement(
      "004", "Deployment wizards or project configuration workflows don't currently support key vaults in other resource groups.",
      .rules(["CMK108"])),
    PolicyStatement("004", "Create a new Foundry resource in the [Azure portal](https://portal.azure.com/).", .reason(.portal)),
    PolicyStatement(
      "004", "On the **Encryption** tab, select **Encrypt data using a customer-managed key** > **Select vault and key**.", .reason(.portal)
    ),
    PolicyStatement("004", "Then select the key vault and the key to use.", .reason(.portal)),
    PolicyStatement("004", "Continue creating your resource as normal.", .reason(.portal)),
    PolicyStatement("004", "Rotate a CMK in Key Vault according to your compliance policies.", .rules(["CMK208"])),
    PolicyStatement("004", "When the key is rotated, update the Foundry resource to use the new key URI.", .rules(["CMK207", "CMK719"])),
    PolicyStatement("004", "Rotating the key doesn't trigger reencryption of existing data.", .rules(["CMK706"])),
    PolicyStatement("004", "Same key vault only: rotate to another key within the same Key Vault instance.", .rules(["CMK705"])),
    PolicyStatement("004", "Scope: new key must have required access policies.", .rules(["CMK707"])),
    PolicyStatement("004", "Can't revert from CMKs to Microsoft-managed keys after switching.", .rules(["CMK701"])),
    PolicyStatement("004", "In your key vault, create or identify the new key.", .rules(["CMK706"])),
    PolicyStatement(
      "004", "Update the resource configuration to reference the new key within the same key vault.", .rules(["CMK705", "CMK706"])),
    PolicyStatement(
      "004", "The service begins using the new key for newly stored data; existing data remains under the previous key unless reprocessed.",
      .rules(["CMK803"])),
    PolicyStatement("004", "Change the access policy, update permissions, or delete the key.", .rules(["CMK801", "CMK802"])),
    PolicyStatement("004", "Remove access policy:", .rules(["CMK801"])),
    PolicyStatement("004", "Delete key version:", .rules(["CMK802"])),
    PolicyStatement(
      "004",
      "Revoking access to an active CMK while CMK encryption is still enabled prevents downloading training data, fine-tuning new models, and deploying fine-tuned models.",
      .rules(["CMK801"])),
    PolicyStatement("004", "Existing deployments continue until deleted.", .rules(["CMK801"])),
    PolicyStatement(
      "004", "Projects can be updated from Microsoft-managed keys to CMKs but not reverted.", .rules(["CMK507", "CMK701", "CMK702"])),
    PolicyStatement("004", "Project CMK can be updated only to keys in the same Key Vault instance.", .rules(["CMK507", "CMK705"])),
    PolicyStatement(
      "004",
      "Request form required for some services: [Foundry Customer-Managed Key Request Form](https://aka.ms/cogsvc-cmk) for Speech and Content Safety.",
      .rules(["CMK901", "CMK902"])),
  ]
}
