/// The types of azurerm that bear on encryption. What is of any other type is not read beyond its name.
enum AzurermType: String {
  case keyVault = "azurerm_key_vault"
  case managedHSM = "azurerm_key_vault_managed_hardware_security_module"
  case keyVaultKey = "azurerm_key_vault_key"
  case managedHSMKey = "azurerm_key_vault_managed_hardware_security_module_key"
  case keyVaultAccessPolicy = "azurerm_key_vault_access_policy"
  case roleAssignment = "azurerm_role_assignment"
  case managementLock = "azurerm_management_lock"
  case virtualNetwork = "azurerm_virtual_network"
  case networkSecurityGroup = "azurerm_network_security_group"
  case privateEndpoint = "azurerm_private_endpoint"
  case userAssignedIdentity = "azurerm_user_assigned_identity"
  case cognitiveAccount = "azurerm_cognitive_account"
  case aiServices = "azurerm_ai_services"
  case cognitiveAccountCustomerManagedKey = "azurerm_cognitive_account_customer_managed_key"
  case cognitiveAccountProject = "azurerm_cognitive_account_project"
  case aiFoundry = "azurerm_ai_foundry"
  case aiFoundryProject = "azurerm_ai_foundry_project"
  case machineLearningWorkspace = "azurerm_machine_learning_workspace"
  case storageAccount = "azurerm_storage_account"
  case storageAccountCustomerManagedKey = "azurerm_storage_account_customer_managed_key"
  case cosmosDBAccount = "azurerm_cosmosdb_account"
  case searchService = "azurerm_search_service"
  case containerRegistry = "azurerm_container_registry"

  /// Whether it may let somebody use a key.
  var mayGrant: Bool {
    switch self {
    case .keyVault, .keyVaultAccessPolicy, .roleAssignment: true
    default: false
    }
  }

  /// Whether it may be encrypted with a key, or add one to what is.
  var mayBeEncrypted: Bool {
    switch self {
    case .cognitiveAccount, .aiServices, .cognitiveAccountCustomerManagedKey, .cognitiveAccountProject, .aiFoundry, .aiFoundryProject,
      .machineLearningWorkspace, .storageAccount, .storageAccountCustomerManagedKey, .cosmosDBAccount, .searchService, .containerRegistry:
      true
    default: false
    }
  }
}
